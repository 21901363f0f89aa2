import { cx } from '@/lib/cx';
import { formatDuration } from '@/lib/format';
import type { TraceNode } from './buildTrace';
import { spanTypeLook } from './spanTypes';

interface TimeBarProps {
  node: TraceNode;
  range: { start: number; end: number };
  look: 'thin' | 'wide';
}

// Room at the right end of the waterfall, so that a duration stands behind its bar and never on it.
export const labelRoom = 58;

/** A span's place on the trace's scale of time. */
export function TimeBar({ node, range, look }: TimeBarProps) {
  if (node.start === null) return look === 'wide' ? <div className="flex-1" /> : null;
  const whole = Math.max(range.end - range.start, 1e-6);
  const left = ((node.start - range.start) / whole) * 100;
  const width = (((node.end ?? range.end) - node.start) / whole) * 100;
  const isUnderway = node.end === null;
  const color = node.hasError ? 'bg-worse' : spanTypeLook(node.type).bar;
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
          {isUnderway ? 'running' : formatDuration(node.duration)}
        </span>
      </div>
    </div>
  );
}
