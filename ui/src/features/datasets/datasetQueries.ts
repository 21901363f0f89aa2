import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { literal, queryRows, type RowPage, type RowSource } from '@/api/btql';
import { callDataPlane, type DataPlane } from '@/api/dataPlane';
import { ApiError } from '@/api/errors';
import type { DatasetRow } from '@/api/rows';
import { type DatasetVersion, groupVersions, type VersionRow } from './versions';

const pageSize = 200;
const mostVersionRows = 1000;

export const datasetRowsQuery = (plane: DataPlane, datasetId: string, version: string | undefined, filter: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['dataset-rows', plane.orgId, datasetId, version ?? '', filter ?? ''],
    queryFn: ({ pageParam, signal }): Promise<RowPage<DatasetRow>> =>
      queryRows<DatasetRow>(
        plane,
        {
          select: 'id, span_id, root_span_id, created, _xact_id, _pagination_key, input, expected, metadata, tags, origin',
          from: { kind: 'dataset', id: datasetId },
          filter,
          limit: pageSize,
          cursor: pageParam,
        },
        { signal, version },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.data.length < pageSize ? null : (last.cursor ?? null)),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export const datasetRowQuery = (plane: DataPlane, from: RowSource, rowId: string, version: string | undefined) =>
  queryOptions({
    queryKey: ['dataset-row', plane.orgId, from.id, rowId, version ?? ''],
    queryFn: async ({ signal }) => {
      const page = await queryRows<DatasetRow>(plane, { from, filter: `id = ${literal(rowId)}`, limit: 1 }, { signal, version });
      const row = page.data[0];
      if (!row) throw new ApiError('data plane', 404, version ? 'The row did not exist in this version.' : 'There is no row with this id.');
      return row;
    },
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

/** The transactions that changed the dataset, newest first. */
export const datasetVersionsQuery = (plane: DataPlane, datasetId: string) =>
  queryOptions({
    queryKey: ['dataset-versions', plane.orgId, datasetId],
    queryFn: async ({ signal }): Promise<DatasetVersion[]> => {
      const answer = await callDataPlane<RowPage<VersionRow>>(plane, {
        method: 'POST',
        path: '/btql',
        body: {
          query: `select: id, _xact_id, audit_data | from: dataset(${literal(datasetId)}) | sort: _xact_id desc | limit: ${mostVersionRows}`,
          audit_log: true,
          fmt: 'json',
          query_source: 'biplane_ui',
        },
        rowsAt: 'data',
        signal,
      });
      return groupVersions(answer.data);
    },
    staleTime: 5_000,
  });
