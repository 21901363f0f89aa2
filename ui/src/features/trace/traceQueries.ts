import { queryOptions } from '@tanstack/react-query';
import { literal, queryRows, type RowSource } from '@/api/btql';
import type { DataPlane } from '@/api/dataPlane';
import { ApiError } from '@/api/errors';
import type { SpanFacts } from '@/api/rows';
import { type FieldPlace, readField, readTrace, type SearchMode, searchTrace } from '@/api/traces';
import type { TraceTree } from '@/lib/trace/traceTree';

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

/** A trace without its payload; a later look asks only for what changed. */
export const traceQuery = (plane: DataPlane, from: RowSource, rootSpanId: string) => {
  const queryKey = ['trace', plane.orgId, from.kind, from.id, rootSpanId];
  return queryOptions({
    queryKey,
    queryFn: ({ signal, client }) => readTrace(plane, from, rootSpanId, client.getQueryData<TraceTree>(queryKey), signal),
    staleTime: 2_000,
    structuralSharing: false,
  });
};

/** Where in a trace something stands. A trace that grows is searched again when it is done. */
export const searchQuery = (plane: DataPlane, from: RowSource, rootSpanId: string, version: string, text: string, mode: SearchMode) =>
  queryOptions({
    queryKey: ['trace-search', plane.orgId, from.kind, from.id, rootSpanId, version, mode, text],
    queryFn: ({ signal }) => searchTrace(plane, from, rootSpanId, { text, mode }, signal),
    staleTime: 60_000,
    structuralSharing: false,
  });

const commonFacts =
  'id, _xact_id, _pagination_key, created, project_id, span_id, root_span_id, span_parents, is_root, scores, metrics, tags, span_attributes, ' +
  'origin, comments, audit_data, classifications, facets, byte_size(context) as context_bytes';

const ownFacts: Record<RowSource['kind'], string> = {
  project_logs: 'org_id, log_id',
  experiment: 'experiment_id',
  dataset: 'dataset_id',
};

/** What a row says besides its payload; the version in the key loads it again when the span changed. */
export const factsQuery = (plane: DataPlane, from: RowSource, rowId: string, version: string) =>
  queryOptions({
    queryKey: ['span', plane.orgId, from.kind, from.id, rowId, version],
    queryFn: async ({ signal }) => {
      const select = `${commonFacts}, ${ownFacts[from.kind]}`;
      const page = await queryRows<SpanFacts>(plane, { select, from, filter: `id = ${literal(rowId)}`, limit: 1 }, { signal });
      const row = page.data[0];
      if (!row) throw new ApiError('data plane', 404, 'This span is gone.');
      return row;
    },
    staleTime: 60_000,
  });

/** A whole field; `onBytes` hears of what has come. */
export const fieldQuery = (plane: DataPlane, place: FieldPlace, version: string, onBytes?: (bytes: number) => void) =>
  queryOptions({
    queryKey: ['field', plane.orgId, place.from.kind, place.from.id, place.rowId, place.field, version],
    queryFn: ({ signal }) => readField(plane, place, signal, onBytes),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
  });
