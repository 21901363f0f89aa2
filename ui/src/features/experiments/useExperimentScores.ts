import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Experiment } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { averagesQuery, type ExperimentComparison } from '@/api/summaries';

/** Averages of the first `count` experiments; an experiment that is not there yet is not in the map. */
export function useExperimentScores(experiments: Experiment[], count: number): Map<string, ExperimentComparison> {
  const plane = usePlane();
  const results = useQueries({
    queries: experiments.slice(0, count).map(({ id }) => averagesQuery(plane, id)),
    combine: (all) => all.map((result) => result.data),
  });
  return useMemo(() => {
    const found = new Map<string, ExperimentComparison>();
    results.forEach((data, index) => {
      const id = experiments[index]?.id;
      if (data && id) found.set(id, data);
    });
    return found;
  }, [results, experiments]);
}
