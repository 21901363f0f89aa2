import type { LargeValue } from '@/lib/json/largeValue';

/** A field of a row: any JSON, or a handle when it is big. */
export type FieldValue = unknown | LargeValue;

export interface SpanAttributes {
  name?: string | null;
  type?: string | null;
  purpose?: string | null;
  exec_counter?: number;
  [other: string]: unknown;
}

export interface Metrics {
  start?: number | null;
  end?: number | null;
  duration?: number | null;
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  tokens?: number | null;
  total_tokens?: number | null;
  estimated_cost?: number | null;
  [other: string]: number | null | undefined;
}

export interface Comment {
  id?: string;
  created?: string;
  comment?: { text?: string };
  [other: string]: unknown;
}

export interface AuditEntry {
  _xact_id: string;
  audit_data?: { action?: string; [other: string]: unknown };
  metadata?: unknown;
  source?: string;
}

/** A row of logs or of an experiment without its payload. */
export interface SpanFacts {
  id: string;
  _xact_id: string;
  span_id: string;
  root_span_id: string;
  span_parents: string[] | null;
  is_root: boolean | null;
  created: string | null;
  span_attributes: SpanAttributes | null;
  metrics: Metrics | null;
  scores: Record<string, number | null> | null;
  tags: string[] | null;
  origin: FieldValue;
  comments: Comment[] | null;
  audit_data: AuditEntry[] | null;
  /** Bytes of the JSON text of `context`; null where there is none. */
  context_bytes: number | null;
  [other: string]: unknown;
}

/** One trace, as the summary shape gives it: previews of the root, scores and metrics of the whole trace. */
export interface TraceSummary {
  id: string;
  span_id: string;
  root_span_id: string;
  created: string | null;
  _xact_id: string;
  _pagination_key: string | null;
  span_attributes: SpanAttributes | null;
  span_type_info?: (SpanAttributes & { has_error?: boolean; cached?: boolean }) | null;
  input: FieldValue;
  output: FieldValue;
  expected: FieldValue;
  error: FieldValue;
  metadata: FieldValue;
  scores: Record<string, number | null> | null;
  metrics: Metrics | null;
  tags: string[] | null;
  [other: string]: unknown;
}

export interface DatasetRow {
  id: string;
  span_id: string;
  root_span_id: string;
  created: string | null;
  _xact_id: string;
  _pagination_key: string | null;
  input: FieldValue;
  expected: FieldValue;
  metadata: FieldValue;
  tags: string[] | null;
  origin: FieldValue;
  audit_data?: AuditEntry[] | null;
  [other: string]: unknown;
}

export function tokensOf(metrics: Metrics | null | undefined): number | null {
  if (!metrics) return null;
  const total = metrics.total_tokens ?? metrics.tokens;
  if (total != null) return total;
  if (metrics.prompt_tokens == null && metrics.completion_tokens == null) return null;
  return (metrics.prompt_tokens ?? 0) + (metrics.completion_tokens ?? 0);
}

/** Seconds, or null while the span still runs. */
export function durationOf(metrics: Metrics | null | undefined): number | null {
  if (!metrics) return null;
  if (metrics.start != null && metrics.end != null) return Math.max(0, metrics.end - metrics.start);
  return metrics.duration ?? null;
}
