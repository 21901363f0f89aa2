import { formatDuration } from '@/lib/format';
import { labelRoom } from './TimeBar';

const quarters = [0, 0.25, 0.5, 0.75];
// Longer words at every quarter would run into each other.
const longestWords = 7;

/** The scale above a waterfall. */
export function TimeAxis({ seconds }: { seconds: number }) {
  const isLong = quarters.some((share) => formatDuration(share * seconds).length > longestWords);
  const marks = isLong ? [0, 0.5] : quarters;
  return (
    <div aria-hidden className="flex h-6 shrink-0 items-center border-b border-line px-2 text-xs text-faint">
      <div className="w-2/5 max-w-56 shrink-0" />
      <div className="nums relative ml-px h-full flex-1 font-mono" style={{ marginRight: labelRoom }}>
        {marks.map((share) => (
          <span key={share} className="absolute top-1 border-l border-line pl-1 whitespace-nowrap" style={{ left: `${share * 100}%` }}>
            {formatDuration(share * seconds)}
          </span>
        ))}
      </div>
    </div>
  );
}
