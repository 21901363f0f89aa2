import type { FieldPlace } from '@/api/traces';

/** A field of a span as a tab shows it. */
export interface FieldView {
  place: FieldPlace;
  /** Changes when the span does. */
  version: string;
  /** Bytes of the JSON text; below zero when the span has no such field, and then nothing is asked for. */
  bytes: number;
  label: string;
  canChat?: boolean;
  tone?: 'error';
  /** What a search found in it, and the byte at which that stands. */
  found: { text: string; at: number } | null;
}
