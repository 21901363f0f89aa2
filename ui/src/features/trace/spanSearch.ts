import type { TraceHit } from '@/lib/trace/traceHits';

/** What is sought in a trace, as the fields of a span need it. */
export interface SpanSearch {
  /** The text that is marked where it stands. */
  text: string;
  /** The hit in the span that is shown; null when it has none. */
  hit: TraceHit | null;
}

/** The part of a search that concerns a field: what to mark and the byte at which it stands; null when the field has no hit. */
export function searchOf(search: SpanSearch | null, field: string): { text: string; at: number } | null {
  const at = search?.hit?.fields[field];
  return search && at !== undefined ? { text: search.text, at } : null;
}
