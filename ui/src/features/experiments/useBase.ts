import { useQuery } from '@tanstack/react-query';
import { type Experiment, experimentsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { baseExperimentQuery } from '@/api/summaries';
import { noBase } from './BasePicker';

/** The base to compare with: the one that the address names, otherwise the one that the data plane chose. Undefined while unknown. */
export function useBase(experiment: Experiment, wanted: string | undefined) {
  const plane = usePlane();
  const experiments = useQuery(experimentsQuery(plane, experiment.project_id));
  const chosen = useQuery({ ...baseExperimentQuery(plane, experiment.id), enabled: wanted === undefined });
  const all = experiments.data ?? [];
  const named = wanted === undefined || wanted === noBase ? undefined : all.find((one) => one.name === wanted);
  const base = wanted === noBase ? null : wanted === undefined ? chosen.data : (named ?? (experiments.data ? null : undefined));
  // A base that cannot be found out is no reason to show nothing.
  return {
    experiments: all,
    base: chosen.isError && base === undefined ? null : base,
    baseExperiment: all.find((one) => one.id === base?.id) ?? null,
  };
}
