import { ChevronDown, ChevronUp, Link2, Maximize2, Minimize2, X } from 'lucide-react';
import { IconButton } from '@/components/IconButton';
import { ScoreChip } from '@/components/score/ScoreChip';
import { copyText } from '@/lib/clipboard';
import { formatCost, formatCount, formatDuration } from '@/lib/format';
import type { Trace } from './buildTrace';
import { traceScores } from './traceScores';

interface TraceHeaderProps {
  trace: Trace | null;
  isFull: boolean;
  canToggleFull: boolean;
  onToggleFull(): void;
  onStep?(step: 1 | -1): void;
  onClose(): void;
}

export function TraceHeader({ trace, isFull, canToggleFull, onToggleFull, onStep, onClose }: TraceHeaderProps) {
  const root = trace?.roots[0];
  const scores = trace ? traceScores(trace) : [];
  return (
    <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2">
      {onStep && (
        <>
          <IconButton icon={ChevronDown} label="Next row" keys="j" onClick={() => onStep(1)} />
          <IconButton icon={ChevronUp} label="Previous row" keys="k" onClick={() => onStep(-1)} />
        </>
      )}
      <div className="nums flex min-w-0 flex-1 items-center gap-3 overflow-hidden px-1 text-sm whitespace-nowrap text-muted">
        {trace && root && (
          <>
            <span className="font-mono">{formatDuration(root.duration ?? trace.end - trace.start)}</span>
            <span>
              {formatCount(trace.nodes.length)} {trace.nodes.length === 1 ? 'span' : 'spans'}
            </span>
            {root.tokens > 0 && <span>{formatCount(root.tokens)} tok</span>}
            {root.cost > 0 && <span>{formatCost(root.cost)}</span>}
            <span className="flex min-w-0 gap-1 overflow-hidden">
              {scores.slice(0, 6).map(([name, score]) => (
                <ScoreChip key={name} name={name} score={score} />
              ))}
            </span>
          </>
        )}
      </div>
      <IconButton icon={Link2} label="Copy link" onClick={() => void copyText(window.location.href)} />
      {canToggleFull && (
        <IconButton
          icon={isFull ? Minimize2 : Maximize2}
          label={isFull ? 'Beside the table' : 'Full width'}
          keys="f"
          onClick={onToggleFull}
        />
      )}
      <IconButton icon={X} label="Close" keys="Esc" onClick={onClose} />
    </header>
  );
}
