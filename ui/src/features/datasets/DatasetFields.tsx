import type { DatasetRow } from '@/api/rows';
import { Chip } from '@/components/Chip';
import { FieldSection } from '@/features/trace';

export function DatasetFields({ row }: { row: DatasetRow }) {
  return (
    <>
      {row.tags && row.tags.length > 0 && (
        <div className="flex flex-wrap gap-1 border-b border-line px-3 py-2">
          {row.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </div>
      )}
      <FieldSection label="Input" value={row.input ?? null} />
      <FieldSection label="Expected" value={row.expected ?? null} />
      {row.origin !== null && row.origin !== undefined && <FieldSection label="Origin" value={row.origin} />}
    </>
  );
}
