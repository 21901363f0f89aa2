import { ChevronDown, ChevronUp, Link2, Maximize2, Minimize2, X } from 'lucide-react';
import { useMemo } from 'react';
import { IconButton } from '@/components/IconButton';
import { ScoreChip } from '@/components/score/ScoreChip';
import { copyText } from '@/lib/clipboard';
import { formatCost, formatCount, formatDuration, formatExact } from '@/lib/format';
import { traceScores } from '@/lib/trace/traceScores';
import type { TraceTree } from '@/lib/trace/traceTree';

interface TraceHeaderProps {
  tree: TraceTree | null;
  isFull: boolean;
  canToggleFull: boolean;
  onToggleFull(): void;
  onStep?(step: 1 | -1): void;
  onClose(): void;
}

export function TraceHeader({ tree, isFull, canToggleFull, onToggleFull, onStep, onClose }: TraceHeaderProps) {
  const scores = useMemo(() => (tree ? traceScores(tree) : []), [tree]);
  const { tokens, cost } = useMemo(() => (tree ? tree.totals() : { tokens: 0, cost: 0 }), [tree]);
  return (
    <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2">
      {onStep && (
        <>
          <IconButton icon={ChevronDown} label="Next row" keys="j" onClick={() => onStep(1)} />
          <IconButton icon={ChevronUp} label="Previous row" keys="k" onClick={() => onStep(-1)} />
        </>
      )}
      <div className="nums flex min-w-0 flex-1 items-center gap-3 overflow-hidden px-1 text-sm whitespace-nowrap text-muted">
        {tree && tree.count > 0 && (
          <>
            <span className="font-mono">{formatDuration(tree.duration(0) ?? tree.model.to - tree.model.from)}</span>
            <span title={formatExact(tree.count)}>
              {formatCount(tree.count)} {tree.count === 1 ? 'span' : 'spans'}
            </span>
            {tokens > 0 && <span title={formatExact(tokens)}>{formatCount(tokens)} tok</span>}
            {cost > 0 && <span>{formatCost(cost)}</span>}
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
