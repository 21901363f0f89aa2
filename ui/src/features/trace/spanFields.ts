import type { RowSource } from '@/api/btql';
import type { SizedField } from '@/lib/trace/skeleton';
import type { TraceTree } from '@/lib/trace/traceTree';
import type { FieldView } from './fieldView';
import { type SpanSearch, searchOf } from './spanSearch';

/** What a tab needs to show fields of a span. */
export interface SpanFieldsProps {
  source: RowSource;
  tree: TraceTree;
  place: number;
  search: SpanSearch | null;
}

export function fieldViewOf({ source, tree, place, search }: SpanFieldsProps, field: SizedField, label: string): FieldView {
  return {
    place: { from: source, rowId: tree.id(place), field },
    version: tree.version(place),
    bytes: tree.bytes(place, field),
    label,
    found: searchOf(search, field),
  };
}
