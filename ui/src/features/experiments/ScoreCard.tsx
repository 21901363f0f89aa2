import type { ScoreSummary } from '@/api/summaries';
import { Delta } from '@/components/score/Delta';
import { MiniHistogram } from '@/components/score/MiniHistogram';
import { formatPoints, formatScore } from '@/lib/format';
import { histogram } from '@/lib/histogram';
import type { VerdictFilter } from './caseFilter';
import type { ScoreComparison, Verdict } from './comparison';
import { meanInterval } from './confidence';
import { VerdictButton } from './VerdictButton';

interface ScoreCardProps {
  summary: ScoreSummary;
  values: number[];
  comparison: ScoreComparison | null;
  hasBase: boolean;
  filter: VerdictFilter | null;
  onFilter(filter: VerdictFilter | null): void;
}

/** One score over all cases: mean, interval, difference to the base, counts that filter, distribution. */
export function ScoreCard({ summary, values, comparison, hasBase, filter, onFilter }: ScoreCardProps) {
  const interval = meanInterval(values);
  const counts: Array<[Verdict, number | null]> = [
    ['better', summary.improvements],
    ['same', comparison ? comparison.same : null],
    ['worse', summary.regressions],
  ];
  return (
    <section aria-label={summary.name} className="flex min-w-44 shrink-0 flex-col gap-1 rounded-md border border-line bg-surface px-3 py-2">
      <h2 className="truncate text-sm text-muted" title={summary.name}>
        {summary.name}
      </h2>
      <div className="flex items-end justify-between gap-3">
        <div className="flex items-baseline gap-1.5">
          <span className="nums text-xl leading-6 font-semibold">{formatScore(summary.score) || '–'}</span>
          {interval !== null && interval > 0 && (
            <span className="nums text-xs text-faint" title="95% interval of the mean">
              ±{formatPoints(interval)}
            </span>
          )}
          {hasBase && <Delta value={summary.diff} />}
        </div>
        {values.length > 0 && <MiniHistogram bins={histogram(values, 10)} width={56} />}
      </div>
      {hasBase && (
        <div className="-mx-1 flex gap-1">
          {counts.map(([verdict, count]) => (
            <VerdictButton
              key={verdict}
              verdict={verdict}
              count={count}
              score={summary.name}
              isOn={filter?.score === summary.name && filter.verdict === verdict}
              onChange={(isOn) => onFilter(isOn ? { verdict, score: summary.name } : null)}
            />
          ))}
        </div>
      )}
    </section>
  );
}
