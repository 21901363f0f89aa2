import { CircleAlert } from 'lucide-react';
import { durationOf, type TraceSummary, tokensOf } from '@/api/rows';
import { Preview } from '@/components/Preview';
import { Delta } from '@/components/score/Delta';
import { ScoreBar } from '@/components/score/ScoreBar';
import type { Column } from '@/components/table';
import { formatCost, formatCount, formatDuration, formatExact } from '@/lib/format';
import type { Comparison } from './useComparison';

interface CaseColumnOptions {
  names: string[];
  comparison: Comparison | null;
  isTall: boolean;
  hasTokens: boolean;
  hasCost: boolean;
}

function deltaOf(row: TraceSummary, name: string, comparison: Comparison | null): number | null {
  const score = row.scores?.[name];
  const key = comparison?.keyOf.get(row.root_span_id);
  const before = key === undefined ? undefined : comparison?.byScore.get(name)?.before.get(key);
  return score == null || before === undefined ? null : score - before;
}

export function caseColumns({ names, comparison, isTall, hasTokens, hasCost }: CaseColumnOptions): Column<TraceSummary>[] {
  const lines = isTall ? 3 : 1;
  const columns: Column<TraceSummary>[] = [
    {
      id: 'input',
      header: 'Input',
      size: 200,
      grow: true,
      cell: (row) => (
        <span className="flex min-w-0 items-start gap-1.5">
          {(row.error || row.span_type_info?.has_error) && (
            <CircleAlert size={14} strokeWidth={1.75} role="img" aria-label="Error" className="mt-0.5 shrink-0 text-worse" />
          )}
          <Preview value={row.input} lines={lines} />
        </span>
      ),
    },
    {
      id: 'output',
      header: 'Output',
      size: 190,
      grow: true,
      cell: (row) =>
        row.error && (row.output === null || row.output === undefined) ? (
          <span className="min-w-0 text-worse">
            <Preview value={row.error} lines={lines} />
          </span>
        ) : (
          <Preview value={row.output} lines={lines} />
        ),
    },
    { id: 'expected', header: 'Expected', size: 150, grow: true, cell: (row) => <Preview value={row.expected} lines={lines} /> },
  ];
  for (const name of names) {
    columns.push({
      id: `score ${name}`,
      header: name,
      title: name,
      size: comparison ? 155 : 126,
      sortValue: (row) => row.scores?.[name] ?? null,
      sortDescFirst: false,
      cell: (row) => (
        <span className="flex items-center gap-2">
          <ScoreBar score={row.scores?.[name]} />
          <Delta value={deltaOf(row, name, comparison)} />
        </span>
      ),
    });
  }
  columns.push({
    id: 'duration',
    header: 'Duration',
    title: 'From the first start to the last end of the trace, scorers included',
    size: 82,
    align: 'right',
    sortValue: (row) => durationOf(row.metrics),
    sortDescFirst: true,
    cell: (row) => <span className="nums font-mono">{formatDuration(durationOf(row.metrics))}</span>,
  });
  if (hasTokens) {
    columns.push({
      id: 'tokens',
      header: 'Tokens',
      title: 'Of the whole trace, scorers included',
      size: 70,
      align: 'right',
      sortValue: (row) => tokensOf(row.metrics),
      sortDescFirst: true,
      cell: (row) => {
        const tokens = tokensOf(row.metrics);
        return tokens ? (
          <span className="nums font-mono" title={formatExact(tokens)}>
            {formatCount(tokens)}
          </span>
        ) : null;
      },
    });
  }
  if (hasCost) {
    columns.push({
      id: 'cost',
      header: 'Cost',
      size: 70,
      align: 'right',
      sortValue: (row) => row.metrics?.estimated_cost ?? null,
      sortDescFirst: true,
      cell: (row) => <span className="nums font-mono">{formatCost(row.metrics?.estimated_cost)}</span>,
    });
  }
  return columns;
}
