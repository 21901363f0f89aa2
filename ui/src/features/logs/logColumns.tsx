import { CircleAlert } from 'lucide-react';
import { durationOf, type TraceSummary, tokensOf } from '@/api/rows';
import { Chip } from '@/components/Chip';
import { Preview } from '@/components/Preview';
import { RelativeTime } from '@/components/RelativeTime';
import { ScoreChip } from '@/components/score/ScoreChip';
import type { Column } from '@/components/table';
import { formatCost, formatCount, formatDuration, formatExact } from '@/lib/format';

function hasError(row: TraceSummary): boolean {
  return (row.error !== null && row.error !== undefined) || row.span_type_info?.has_error === true;
}

export const logColumns: Column<TraceSummary>[] = [
  { id: 'created', header: 'Time', size: 92, cell: (row) => <RelativeTime at={row.created} className="nums truncate text-muted" /> },
  {
    id: 'name',
    header: 'Name',
    size: 150,
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-1.5">
        {hasError(row) && <CircleAlert size={14} strokeWidth={1.75} role="img" aria-label="Error" className="shrink-0 text-worse" />}
        <span className="truncate font-medium">{row.span_attributes?.name ?? row.span_type_info?.name ?? 'span'}</span>
      </span>
    ),
  },
  { id: 'input', header: 'Input', size: 260, grow: true, cell: (row) => <Preview value={row.input} /> },
  {
    id: 'output',
    header: 'Output',
    size: 260,
    grow: true,
    cell: (row) =>
      row.output === null && row.error ? (
        <span className="truncate text-worse">
          <Preview value={row.error} />
        </span>
      ) : (
        <Preview value={row.output} />
      ),
  },
  {
    id: 'scores',
    header: 'Scores',
    size: 150,
    cell: (row) => (
      <span className="flex gap-1 overflow-hidden">
        {Object.entries(row.scores ?? {})
          .filter((pair): pair is [string, number] => typeof pair[1] === 'number')
          .slice(0, 4)
          .map(([name, score]) => (
            <ScoreChip key={name} name={name} score={score} />
          ))}
      </span>
    ),
  },
  {
    id: 'duration',
    header: 'Duration',
    size: 88,
    align: 'right',
    cell: (row) => <span className="nums font-mono">{formatDuration(durationOf(row.metrics))}</span>,
  },
  {
    id: 'tokens',
    header: 'Tokens',
    size: 76,
    align: 'right',
    cell: (row) => {
      const tokens = tokensOf(row.metrics);
      return tokens ? (
        <span className="nums font-mono" title={formatExact(tokens)}>
          {formatCount(tokens)}
        </span>
      ) : null;
    },
  },
  {
    id: 'cost',
    header: 'Cost',
    size: 76,
    align: 'right',
    cell: (row) => <span className="nums font-mono">{row.metrics?.estimated_cost ? formatCost(row.metrics.estimated_cost) : ''}</span>,
  },
  {
    id: 'tags',
    header: 'Tags',
    size: 120,
    cell: (row) => (
      <span className="flex gap-1 overflow-hidden">
        {row.tags?.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
    ),
  },
];
