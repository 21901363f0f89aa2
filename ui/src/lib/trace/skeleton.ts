/** What the data plane answers about a trace: blocks of columns, and nothing of the payload. */
export interface Skeleton {
  version: string;
  /** Spans of the whole trace, whatever part of them the blocks hold. */
  spans: number;
  blocks: SkeletonBlock[];
  is_complete: boolean;
}

export const sizedFields = ['input', 'output', 'expected', 'error', 'metadata'] as const;

export type SizedField = (typeof sizedFields)[number];

export type Scores = Record<string, number | null>;

type Numbers = Array<number | null>;

export interface SkeletonBlock {
  names: string[];
  types: string[];
  id: string[];
  span_id: Array<string | null>;
  /** A place among all spans of the answer so far, or the id of a span that has not come. */
  parent: Array<number | string | null>;
  name: Numbers;
  type: Numbers;
  start: Numbers;
  end: Numbers;
  tokens: Numbers;
  cost: Numbers;
  input_bytes: Numbers;
  output_bytes: Numbers;
  expected_bytes: Numbers;
  error_bytes: Numbers;
  metadata_bytes: Numbers;
  scores: Record<string, Scores>;
}
