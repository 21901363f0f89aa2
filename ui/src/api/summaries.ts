import { queryOptions } from '@tanstack/react-query';
import { limitConcurrency } from '@/lib/limitConcurrency';
import { callDataPlane, type DataPlane } from './dataPlane';

export interface ScoreSummary {
  name: string;
  score: number | null;
  diff?: number | null;
  improvements: number;
  regressions: number;
}

export interface MetricSummary {
  name: string;
  metric: number | null;
  unit: string;
  diff?: number | null;
  improvements: number;
  regressions: number;
}

export interface ExperimentComparison {
  scores: Record<string, ScoreSummary>;
  metrics: Record<string, MetricSummary>;
}

export const comparisonQuery = (plane: DataPlane, experimentId: string, baseId: string | null) =>
  queryOptions({
    queryKey: ['comparison', plane.orgId, experimentId, baseId],
    queryFn: ({ signal }) => fetchComparison(plane, experimentId, baseId, signal),
    staleTime: 5_000,
  });

function fetchComparison(
  plane: DataPlane,
  experimentId: string,
  baseId: string | null,
  signal: AbortSignal,
): Promise<ExperimentComparison> {
  return callDataPlane<ExperimentComparison>(plane, {
    path: '/experiment-comparison2',
    query: { experiment_id: experimentId, base_experiment_id: baseId ?? undefined },
    signal,
  });
}

// Few at a time: a long list must not keep the page's other requests waiting.
const inTurn = limitConcurrency(4);

/** An experiment's averages for a list: they change little, and many are asked for together. */
export const averagesQuery = (plane: DataPlane, experimentId: string) =>
  queryOptions({
    queryKey: ['averages', plane.orgId, experimentId],
    queryFn: ({ signal }) => inTurn(() => fetchComparison(plane, experimentId, null, signal)),
    staleTime: 60_000,
  });

export interface BaseExperiment {
  id: string;
  name: string;
}

export const baseExperimentQuery = (plane: DataPlane, experimentId: string) =>
  queryOptions({
    queryKey: ['base-experiment', plane.orgId, experimentId],
    queryFn: async ({ signal }): Promise<BaseExperiment | null> => {
      const answer = await callDataPlane<{ base_exp_id: string | null; base_exp_name: string | null } | null>(plane, {
        method: 'POST',
        path: '/api/base_experiment/get_id',
        body: { id: experimentId },
        signal,
      });
      return answer?.base_exp_id ? { id: answer.base_exp_id, name: answer.base_exp_name ?? answer.base_exp_id } : null;
    },
    staleTime: 60_000,
  });

export const datasetSummaryQuery = (plane: DataPlane, datasetId: string) =>
  queryOptions({
    queryKey: ['dataset-summary', plane.orgId, datasetId],
    queryFn: ({ signal }) =>
      callDataPlane<{ total_records: number }>(plane, { path: '/dataset-summary', query: { dataset_id: datasetId }, signal }),
    staleTime: 5_000,
  });
