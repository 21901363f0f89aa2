import type { Experiment } from '@/api/objects';
import type { ExperimentComparison } from '@/api/summaries';
import { RelativeTime } from '@/components/RelativeTime';
import { ScoreBar } from '@/components/score/ScoreBar';
import type { Column } from '@/components/table';
import { formatCount, formatDuration } from '@/lib/format';

const mostScores = 12;

export function experimentColumns(scores: Map<string, ExperimentComparison>): Column<Experiment>[] {
  const names = new Set<string>();
  let hasErrors = false;
  for (const { scores: byName, metrics } of scores.values()) {
    for (const name of Object.keys(byName)) names.add(name);
    hasErrors ||= (metrics.errors?.metric ?? 0) > 0;
  }
  const metric = (row: Experiment, name: string) => scores.get(row.id)?.metrics[name]?.metric ?? null;
  return [
    {
      id: 'name',
      header: 'Name',
      size: 240,
      grow: true,
      sortValue: (row) => row.name,
      cell: (row) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium">{row.name}</span>
          {row.description && <span className="truncate text-muted">{row.description}</span>}
        </span>
      ),
    },
    ...[...names]
      .sort((a, b) => a.localeCompare(b))
      .slice(0, mostScores)
      .map(
        (name): Column<Experiment> => ({
          id: `score ${name}`,
          header: name,
          title: `Mean of ${name}`,
          size: 126,
          sortValue: (row) => scores.get(row.id)?.scores[name]?.score ?? null,
          sortDescFirst: true,
          cell: (row) => {
            const found = scores.get(row.id);
            return found ? <ScoreBar score={found.scores[name]?.score} /> : null;
          },
        }),
      ),
    {
      id: 'duration',
      header: 'Task time',
      title: 'Mean time of the task, without its scorers',
      size: 90,
      align: 'right',
      sortValue: (row) => metric(row, 'duration'),
      cell: (row) => <span className="nums font-mono">{formatDuration(metric(row, 'duration'))}</span>,
    },
    ...(hasErrors
      ? [
          {
            id: 'errors',
            header: 'Errors',
            title: 'Errors per case',
            size: 76,
            align: 'right',
            sortValue: (row) => metric(row, 'errors'),
            sortDescFirst: true,
            cell: (row) => {
              const errors = metric(row, 'errors');
              return errors ? <span className="nums font-mono text-worse">{formatCount(errors)}</span> : null;
            },
          } satisfies Column<Experiment>,
        ]
      : []),
    {
      id: 'branch',
      header: 'Branch',
      size: 110,
      sortValue: (row) => row.repo_info?.branch ?? null,
      cell: (row) => <span className="truncate text-muted">{row.repo_info?.branch}</span>,
    },
    {
      id: 'commit',
      header: 'Commit',
      size: 84,
      cell: (row) => <span className="font-mono text-muted">{(row.repo_info?.commit ?? row.commit)?.slice(0, 7)}</span>,
    },
    {
      id: 'created',
      header: 'Created',
      size: 96,
      sortValue: (row) => row.created,
      sortDescFirst: true,
      cell: (row) => <RelativeTime at={row.created} className="nums truncate text-muted" />,
    },
  ];
}
