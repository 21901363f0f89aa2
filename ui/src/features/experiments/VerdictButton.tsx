import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import type { Verdict } from './comparison';

interface VerdictButtonProps {
  verdict: Verdict;
  count: number | null;
  score: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

const signs = { better: '▲', same: '=', worse: '▼' };
const looks = { better: 'text-better', same: 'text-muted', worse: 'text-worse' };

export function VerdictButton({ verdict, count, score, isOn, onChange }: VerdictButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`${count ?? ''} ${verdict} in ${score}`}
      disabled={count === null || (count === 0 && !isOn)}
      onClick={() => onChange(!isOn)}
      className={cx(
        'nums inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-xs whitespace-nowrap',
        count === 0 ? 'text-faint' : looks[verdict],
        isOn ? 'bg-selected ring-1 ring-accent' : 'enabled:hover:bg-hover',
      )}
    >
      <span aria-hidden>{signs[verdict]}</span>
      {count === null ? '–' : formatCount(count)} {verdict}
    </button>
  );
}
