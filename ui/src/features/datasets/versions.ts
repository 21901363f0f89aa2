export interface VersionRow {
  id: string;
  _xact_id: string;
}

export interface DatasetVersion {
  xactId: string;
  /** Rows that the transaction wrote or deleted. */
  rows: number;
}

/** One entry per transaction, newest first; ids compare as numbers. */
export function groupVersions(rows: VersionRow[]): DatasetVersion[] {
  const counts = new Map<string, Set<string>>();
  for (const row of rows) {
    const ids = counts.get(row._xact_id);
    if (ids) ids.add(row.id);
    else counts.set(row._xact_id, new Set([row.id]));
  }
  return [...counts]
    .map(([xactId, ids]) => ({ xactId, rows: ids.size }))
    .sort((a, b) => b.xactId.length - a.xactId.length || (a.xactId < b.xactId ? 1 : -1));
}
