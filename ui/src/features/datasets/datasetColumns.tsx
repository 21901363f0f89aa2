import type { DatasetRow } from '@/api/rows';
import { Chip } from '@/components/Chip';
import { Preview } from '@/components/Preview';
import { RelativeTime } from '@/components/RelativeTime';
import type { Column } from '@/components/table';

export function datasetColumns(isTall: boolean): Column<DatasetRow>[] {
  const lines = isTall ? 3 : 1;
  return [
    { id: 'input', header: 'Input', size: 300, grow: true, cell: (row) => <Preview value={row.input} lines={lines} /> },
    { id: 'expected', header: 'Expected', size: 280, grow: true, cell: (row) => <Preview value={row.expected} lines={lines} /> },
    { id: 'metadata', header: 'Metadata', size: 200, grow: true, cell: (row) => <Preview value={row.metadata} lines={lines} /> },
    {
      id: 'tags',
      header: 'Tags',
      size: 120,
      cell: (row) => (
        <span className="flex flex-wrap gap-1 overflow-hidden">
          {row.tags?.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </span>
      ),
    },
    { id: 'id', header: 'Id', size: 110, cell: (row) => <span className="truncate font-mono text-muted">{row.id}</span> },
    { id: 'created', header: 'Created', size: 96, cell: (row) => <RelativeTime at={row.created} className="nums truncate text-muted" /> },
  ];
}
