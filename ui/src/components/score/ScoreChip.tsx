import { formatScore } from '@/lib/format';
import { scoreColor } from './scoreColor';

/** A named score in little room. */
export function ScoreChip({ name, score, showName = true }: { name: string; score: number; showName?: boolean }) {
  return (
    <span
      title={`${name}: ${formatScore(score)}`}
      className="inline-flex h-[18px] max-w-32 items-center gap-1 rounded-sm bg-hover px-1.5 text-xs text-muted"
    >
      <span aria-hidden className="size-1.5 shrink-0 rounded-full" style={{ background: scoreColor(Math.max(0, Math.min(1, score))) }} />
      {showName && <span className="truncate">{name}</span>}
      <span className="nums font-mono text-text">{formatScore(score)}</span>
    </span>
  );
}
