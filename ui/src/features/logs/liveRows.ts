import type { TraceSummary } from '@/api/rows';

export interface LiveRows {
  /** Newest first. */
  rows: TraceSummary[];
  /** Newer rows that wait until the reader wants them. */
  held: TraceSummary[];
}

export const noRows: LiveRows = { rows: [], held: [] };

interface Head {
  rows: TraceSummary[];
  /** The head is shorter than asked for, so nothing older exists. */
  isWhole: boolean;
}

/** Orders rows by their place in the log; the key is a fixed-width text. */
export function placeOf(row: TraceSummary): string {
  return row._pagination_key ?? row.created ?? '';
}

/** Whether rows are missing between the newest page and what is known. */
export function hasGap(known: LiveRows, head: Head): boolean {
  if (known.rows.length + known.held.length === 0 || head.isWhole) return false;
  const ids = new Set([...known.rows, ...known.held].map((row) => row.id));
  return !head.rows.some((row) => ids.has(row.id));
}

/**
 * Takes in the newest page: changed rows are replaced where they stand, rows that vanished go, new ones are put on top when the
 * reader is at the top and held back otherwise, so that nothing moves under the reader's eyes.
 */
export function takeHead(known: LiveRows, head: Head, isAtTop: boolean): LiveRows {
  const fresh = new Map(head.rows.map((row) => [row.id, row]));
  const oldest = head.isWhole || head.rows.length === 0 ? '' : placeOf(head.rows.at(-1) as TraceSummary);
  const update = (rows: TraceSummary[]) =>
    rows.flatMap((row) => {
      const next = fresh.get(row.id);
      fresh.delete(row.id);
      if (next) return [next._xact_id === row._xact_id && !isUnfinished(row) ? row : next];
      return placeOf(row) < oldest ? [row] : [];
    });
  const rows = update(known.rows);
  const held = update(known.held);
  const added = [...fresh.values()];
  return isAtTop ? { rows: newestFirst([...added, ...held, ...rows]), held: [] } : { rows, held: newestFirst([...added, ...held]) };
}

export function takeOlder(known: LiveRows, older: TraceSummary[]): LiveRows {
  const ids = new Set([...known.rows, ...known.held].map((row) => row.id));
  return { ...known, rows: [...known.rows, ...older.filter((row) => !ids.has(row.id))] };
}

export function showHeld(known: LiveRows): LiveRows {
  return { rows: newestFirst([...known.held, ...known.rows]), held: [] };
}

// A trace grows by spans of its own transactions while its root keeps its id.
function isUnfinished(row: TraceSummary): boolean {
  const age = Date.now() - Date.parse(row.created ?? '');
  return row.metrics?.end == null || age < 60_000;
}

function newestFirst(rows: TraceSummary[]): TraceSummary[] {
  return rows.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : placeOf(a) > placeOf(b) ? -1 : 0));
}
