import { formatScore } from '@/lib/format';
import type { Bin } from '@/lib/histogram';
import { scoreColor } from './scoreColor';

/** A distribution as small bars; the words for it are in the title. */
export function MiniHistogram({ bins, width = 96, height = 24 }: { bins: Bin[]; width?: number; height?: number }) {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const step = width / bins.length;
  const words = bins
    .filter((bin) => bin.count > 0)
    .map((bin) => `${formatScore(bin.from)} to ${formatScore(bin.to)}: ${bin.count}`)
    .join('\n');
  return (
    <svg width={width} height={height} role="img" aria-label={`Distribution. ${words.replaceAll('\n', '; ')}`} className="block">
      <title>{words}</title>
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line-strong)" />
      {bins.map((bin, index) => {
        const tall = bin.count === 0 ? 0 : Math.max(2, (bin.count / most) * (height - 2));
        return (
          <rect
            key={bin.from}
            x={index * step + 0.5}
            y={height - 1 - tall}
            width={Math.max(1, step - 1)}
            height={tall}
            rx={1}
            fill={scoreColor((index + 0.5) / bins.length)}
          />
        );
      })}
    </svg>
  );
}
