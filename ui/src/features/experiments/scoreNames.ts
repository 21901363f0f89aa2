import type { TraceSummary } from '@/api/rows';

/** All score names of the rows, in alphabetical order so that columns keep their place. */
export function scoreNames(rows: Array<Pick<TraceSummary, 'scores'>>): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row.scores ?? {})) names.add(name);
  return [...names].sort((a, b) => a.localeCompare(b));
}
