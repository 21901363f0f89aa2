import type { SpanFacts } from '@/api/rows';
import { Chip } from '@/components/Chip';
import { EmptyState } from '@/components/state/EmptyState';
import { isLarge } from '@/lib/json/largeValue';
import { FieldSection } from './FieldSection';
import { SpanField } from './SpanField';
import { fieldViewOf, type SpanFieldsProps } from './spanFields';
import { searchOf } from './spanSearch';

const fields: Array<[string, string]> = [
  ['metrics', 'Metrics'],
  ['span_attributes', 'Span attributes'],
  ['origin', 'Origin'],
];

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}

export function MetadataTab({ facts, ...props }: SpanFieldsProps & { facts: SpanFacts }) {
  const shown = fields.filter(([field]) => !isEmpty(facts[field]));
  const metadata = fieldViewOf(props, 'metadata', 'Metadata');
  const tags = Array.isArray(facts.tags) ? facts.tags : [];
  const context = {
    ...metadata,
    place: { ...metadata.place, field: 'context' },
    bytes: facts.context_bytes ?? -1,
    label: 'Context',
    found: null,
  };
  if (shown.length === 0 && tags.length === 0 && metadata.bytes < 0 && context.bytes < 0)
    return <EmptyState title="This span has no metadata" />;
  return (
    <>
      {tags.length > 0 && (
        <div className="flex flex-wrap gap-1 border-b border-line px-3 py-2">
          {tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </div>
      )}
      {metadata.bytes >= 0 && <SpanField {...metadata} />}
      {shown.map(([field, label]) => {
        const found = isLarge(facts[field]) ? null : searchOf(props.search, field);
        return <FieldSection key={field} label={label} value={facts[field]} find={found?.text} />;
      })}
      {context.bytes >= 0 && <SpanField {...context} />}
    </>
  );
}
