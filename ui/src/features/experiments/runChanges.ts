import type { Experiment } from '@/api/objects';
import { canonicalJson } from '@/lib/canonical';

export interface RunChange {
  what: string;
  before: string;
  after: string;
}

/** What differs between two runs: code, dataset version and metadata. */
export function runChanges(current: Experiment, base: Experiment): RunChange[] {
  const changes: RunChange[] = [];
  const add = (what: string, before: unknown, after: unknown) => {
    if (canonicalJson(before ?? null) !== canonicalJson(after ?? null)) changes.push({ what, before: short(before), after: short(after) });
  };
  add('commit', commitOf(base), commitOf(current));
  add('branch', base.repo_info?.branch, current.repo_info?.branch);
  add('dataset', base.dataset_id, current.dataset_id);
  if (base.dataset_id === current.dataset_id) add('dataset version', base.dataset_version, current.dataset_version);
  const names = new Set([...Object.keys(base.metadata ?? {}), ...Object.keys(current.metadata ?? {})]);
  for (const name of names) add(name, base.metadata?.[name], current.metadata?.[name]);
  return changes;
}

function commitOf(experiment: Experiment): string | null {
  const commit = experiment.repo_info?.commit ?? experiment.commit;
  return commit ? `${commit.slice(0, 7)}${experiment.repo_info?.dirty ? '+' : ''}` : null;
}

function short(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
