import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { queryAllRows } from '@/api/btql';
import type { DataPlane } from '@/api/dataPlane';
import type { TraceSummary } from '@/api/rows';
import { keyMember } from '@/lib/matchKey';
import type { CaseScores } from './comparison';

export const mostCases = 10_000;

export interface Cases {
  rows: TraceSummary[];
  isComplete: boolean;
}

/** A row per case, with previews: what the table shows. */
export const casesQuery = (plane: DataPlane, experimentId: string) =>
  queryOptions({
    queryKey: ['cases', plane.orgId, experimentId],
    queryFn: ({ signal }): Promise<Cases> =>
      queryAllRows<TraceSummary>(
        plane,
        { from: { kind: 'experiment', id: experimentId }, shape: 'summary', previewLength: 420 },
        { signal, limit: mostCases },
      ),
    placeholderData: keepPreviousData,
    staleTime: 2_000,
  });

type KeyedRow = { root_span_id: string; scores: Record<string, unknown> | null; [keyMember]?: string };

/**
 * Key and scores of each case: what a comparison needs. A score counts as the data plane counts it: the average over the spans of the
 * trace, but what the root itself says has the last word. Inputs are compared whole, so they are read whole and let go.
 */
export const caseScoresQuery = (plane: DataPlane, experimentId: string) =>
  queryOptions({
    queryKey: ['case-scores', plane.orgId, experimentId],
    queryFn: async ({ signal }): Promise<CaseScores[]> => {
      const from = { kind: 'experiment', id: experimentId } as const;
      const [roots, traces] = await Promise.all([
        queryAllRows<KeyedRow>(
          plane,
          { select: 'root_span_id, input, scores', from, filter: 'is_root = true' },
          { signal, limit: mostCases, keyField: 'input' },
        ),
        queryAllRows<TraceSummary>(plane, { from, shape: 'summary', previewLength: 1 }, { signal, limit: mostCases }),
      ]);
      const averages = new Map(traces.rows.map((row) => [row.root_span_id, numbersOnly(row.scores)]));
      return roots.rows.map((row) => ({
        key: row[keyMember] ?? '',
        rootSpanId: row.root_span_id,
        scores: { ...averages.get(row.root_span_id), ...numbersOnly(row.scores) },
      }));
    },
    staleTime: 2_000,
  });

export function numbersOnly(scores: Record<string, unknown> | null): Record<string, number> {
  return Object.fromEntries(Object.entries(scores ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === 'number'));
}
