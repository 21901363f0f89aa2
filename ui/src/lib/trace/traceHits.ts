/** What a search within a trace found. */
export interface TraceHits {
  hits: TraceHit[];
  is_complete: boolean;
}

export interface TraceHit {
  /** The row. */
  id: string;
  /** Fields that have what is sought, and a byte of their JSON text at which it stands. */
  fields: Record<string, number>;
}
