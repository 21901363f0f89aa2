import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePlane } from '@/api/planeContext';
import { compareScores, type ScoreComparison } from './comparison';
import { caseScoresQuery } from './experimentQueries';

export interface Comparison {
  byScore: Map<string, ScoreComparison>;
  /** The comparison key of a case. */
  keyOf: Map<string, string>;
}

/** The cases of two experiments side by side; null while there is no base or it is not loaded. */
export function useComparison(experimentId: string, baseId: string | null, refetchInterval: number | false): Comparison | null {
  const plane = usePlane();
  const current = useQuery({ ...caseScoresQuery(plane, experimentId), enabled: baseId !== null, refetchInterval });
  const base = useQuery({ ...caseScoresQuery(plane, baseId ?? ''), enabled: baseId !== null });
  return useMemo(() => {
    if (baseId === null || !current.data || !base.data) return null;
    return {
      byScore: compareScores(current.data, base.data),
      keyOf: new Map(current.data.map((one) => [one.rootSpanId, one.key])),
    };
  }, [baseId, current.data, base.data]);
}
