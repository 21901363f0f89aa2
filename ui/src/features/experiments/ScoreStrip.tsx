import type { TraceSummary } from '@/api/rows';
import type { ExperimentComparison } from '@/api/summaries';
import type { VerdictFilter } from './caseFilter';
import { MetricCard } from './MetricCard';
import { metricLabels } from './metricLabels';
import { ScoreCard } from './ScoreCard';
import type { Comparison } from './useComparison';

interface ScoreStripProps {
  summary: ExperimentComparison;
  rows: TraceSummary[];
  comparison: Comparison | null;
  hasBase: boolean;
  filter: VerdictFilter | null;
  onFilter(filter: VerdictFilter | null): void;
}

export function ScoreStrip({ summary, rows, comparison, hasBase, filter, onFilter }: ScoreStripProps) {
  const scores = Object.values(summary.scores).sort((a, b) => a.name.localeCompare(b.name));
  const metrics = Object.keys(metricLabels)
    .map((name) => summary.metrics[name])
    .filter((metric) => metric != null && metric.metric !== null && (metric.metric !== 0 || metric.name === 'duration'));
  if (scores.length === 0 && metrics.length === 0) return null;
  return (
    <div className="flex shrink-0 gap-2 overflow-x-auto px-4 pb-3">
      {scores.map((score) => (
        <ScoreCard
          key={score.name}
          summary={score}
          values={rows.map((row) => row.scores?.[score.name]).filter((value): value is number => typeof value === 'number')}
          comparison={comparison?.byScore.get(score.name) ?? null}
          hasBase={hasBase}
          filter={filter}
          onFilter={onFilter}
        />
      ))}
      {metrics.map((metric) => metric && <MetricCard key={metric.name} summary={metric} hasBase={hasBase} />)}
    </div>
  );
}
