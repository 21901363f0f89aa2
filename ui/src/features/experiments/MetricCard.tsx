import type { MetricSummary } from '@/api/summaries';
import { Delta } from '@/components/score/Delta';
import { formatCost, formatCount, formatDuration } from '@/lib/format';
import { metricLabels, metricTitles } from './metricLabels';

function formatMetric({ metric, unit }: MetricSummary): string {
  if (unit === 's') return formatDuration(metric);
  if (unit === '$') return formatCost(metric);
  return `${formatCount(metric)}${unit === 'tok' ? ' tok' : ''}`;
}

export function MetricCard({ summary, hasBase }: { summary: MetricSummary; hasBase: boolean }) {
  return (
    <section
      aria-label={metricLabels[summary.name]}
      className="flex min-w-24 shrink-0 flex-col gap-1 rounded-md border border-line bg-surface px-3 py-2"
    >
      <h2 className="truncate text-sm text-muted" title={metricTitles[summary.name]}>
        {metricLabels[summary.name] ?? summary.name}
      </h2>
      <div className="flex h-6 items-end gap-1.5">
        <span className="nums text-lg font-medium whitespace-nowrap">{formatMetric(summary)}</span>
      </div>
      {hasBase && (
        <div className="flex h-6 items-center" title="Change against the base">
          <Delta value={summary.diff} lowerIsBetter unit="%" />
        </div>
      )}
    </section>
  );
}
