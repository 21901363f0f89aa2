import type { SpanRow } from '@/api/rows';
import { Chip } from '@/components/Chip';
import { EmptyState } from '@/components/state/EmptyState';
import { FieldSection } from './FieldSection';

const fields: Array<[keyof SpanRow, string]> = [
  ['metadata', 'Metadata'],
  ['metrics', 'Metrics'],
  ['span_attributes', 'Span attributes'],
  ['origin', 'Origin'],
  ['context', 'Context'],
];

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}

export function MetadataTab({ row }: { row: SpanRow }) {
  const shown = fields.filter(([field]) => !isEmpty(row[field]));
  if (shown.length === 0 && !row.tags?.length) return <EmptyState title="This span has no metadata" />;
  return (
    <>
      {row.tags && row.tags.length > 0 && (
        <div className="flex flex-wrap gap-1 border-b border-line px-3 py-2">
          {row.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </div>
      )}
      {shown.map(([field, label]) => (
        <FieldSection key={field} label={label} value={row[field]} />
      ))}
    </>
  );
}
