import { cx } from '@/lib/cx';
import { formatDuration } from '@/lib/format';
import type { TraceTree } from '@/lib/trace/traceTree';
import { spanTypeLook } from './spanTypes';

interface TimeBarProps {
  tree: TraceTree;
  place: number;
  look: 'thin' | 'wide';
}

// Room at the right end of the waterfall, so that a duration stands behind its bar and never on it.
export const labelRoom = 58;

/** A span's place on the trace's scale of time. */
export function TimeBar({ tree, place, look }: TimeBarProps) {
  const { from, to, start, end, hasError } = tree.model;
  const began = start[place] as number;
  if (Number.isNaN(began)) return look === 'wide' ? <div className="flex-1" /> : null;
  const whole = Math.max(to - from, 1e-6);
  const isUnderway = tree.isUnderway(place);
  const left = ((began - from) / whole) * 100;
  const width = (Math.max(0, (isUnderway ? to : (end[place] as number)) - began) / whole) * 100;
  const color = hasError[place] ? 'bg-worse' : spanTypeLook(tree.type(place)).bar;
  if (look === 'thin') {
    return (
      <span className="relative block h-0.5 rounded-full bg-hover">
        <span
          className={cx('absolute h-full rounded-full', color)}
          style={{ left: `min(${left}%, calc(100% - 2px))`, width: `max(${width}%, 2px)` }}
        />
      </span>
    );
  }
  return (
    <div className="relative h-full min-w-0 flex-1 border-l border-line" style={{ paddingRight: labelRoom }}>
      <div className="relative h-full">
        <span
          className={cx('absolute top-2 h-3 rounded-[3px] opacity-80', color, isUnderway && 'animate-pulse')}
          style={{ left: `${left}%`, width: `max(${width}%, 2px)` }}
        />
        <span
          className={cx('nums absolute top-1.5 font-mono text-xs whitespace-nowrap', isUnderway ? 'text-running' : 'text-muted')}
          style={{ left: `calc(${left + width}% + 5px)` }}
        >
          {isUnderway ? 'running' : formatDuration(tree.duration(place))}
        </span>
      </div>
    </div>
  );
}
