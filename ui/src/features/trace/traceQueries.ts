import { queryOptions } from '@tanstack/react-query';
import { literal, queryAllRows, queryRows, type RowSource } from '@/api/btql';
import type { DataPlane } from '@/api/dataPlane';
import { ApiError } from '@/api/errors';
import type { SpanHead, SpanRow } from '@/api/rows';

const headColumns = 'id, span_id, root_span_id, span_parents, is_root, created, span_attributes, metrics, scores, error, tags, _xact_id';
const spanLimit = 100_000;

/** The trace that a row belongs to, for links that name a row only. */
export const rootOfRowQuery = (plane: DataPlane, from: RowSource, rowId: string) =>
  queryOptions({
    queryKey: ['root-of-row', plane.orgId, from.kind, from.id, rowId],
    queryFn: async ({ signal }) => {
      const page = await queryRows<{ root_span_id: string }>(
        plane,
        { select: 'id, root_span_id', from, filter: `id = ${literal(rowId)}`, limit: 1 },
        { signal },
      );
      const row = page.data[0];
      if (!row) throw new ApiError('data plane', 404, 'There is no row with this id here, or it was deleted.');
      return row.root_span_id;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The spans of a trace without their payload: enough for the tree, quick for a hundred thousand. */
export const spanHeadsQuery = (plane: DataPlane, from: RowSource, rootSpanId: string) =>
  queryOptions({
    queryKey: ['trace', plane.orgId, from.kind, from.id, rootSpanId],
    queryFn: async ({ signal }) => {
      const { rows } = await queryAllRows<SpanHead>(
        plane,
        { select: headColumns, from, filter: `root_span_id = ${literal(rootSpanId)}` },
        { signal, limit: spanLimit },
      );
      if (rows.length === 0) throw new ApiError('data plane', 404, 'This trace is gone.');
      return rows;
    },
    staleTime: 2_000,
  });

/** One span with everything; the transaction id in the key loads it again when it changed. */
export const spanQuery = (plane: DataPlane, from: RowSource, head: Pick<SpanHead, 'id' | '_xact_id'>) =>
  queryOptions({
    queryKey: ['span', plane.orgId, from.kind, from.id, head.id, head._xact_id],
    queryFn: async ({ signal }) => {
      const page = await queryRows<SpanRow>(plane, { from, filter: `id = ${literal(head.id)}`, limit: 1 }, { signal });
      const row = page.data[0];
      if (!row) throw new ApiError('data plane', 404, 'This span is gone.');
      return row;
    },
    staleTime: 60_000,
  });
