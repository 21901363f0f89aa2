import { formatScore } from '@/lib/format';
import { scoreColor } from './scoreColor';

/** A score as number and bar on one ramp. */
export function ScoreBar({ score, className }: { score: number | null | undefined; className?: string }) {
  if (score == null) return <span className="text-faint">–</span>;
  const share = Math.max(0, Math.min(1, score));
  return (
    <span className={`inline-flex items-center gap-1.5 ${className ?? ''}`}>
      <span className="nums w-10 shrink-0 text-right font-mono text-sm">{formatScore(score)}</span>
      <span aria-hidden className="h-1.5 w-12 shrink-0 overflow-hidden rounded-full bg-hover">
        <span className="block h-full rounded-full" style={{ width: `${Math.max(share * 100, 3)}%`, background: scoreColor(share) }} />
      </span>
    </span>
  );
}
