import { ChevronRight, CircleAlert } from 'lucide-react';
import { Highlight } from '@/components/Highlight';
import { ScoreChip } from '@/components/score/ScoreChip';
import { cx } from '@/lib/cx';
import { formatCount, formatDuration } from '@/lib/format';
import { spanTypeLook } from './spanTypes';
import { TimeBar } from './TimeBar';
import { guidesOf, type SpanLine } from './visibleSpans';

interface SpanTreeRowProps {
  id: string;
  line: SpanLine;
  search: string;
  isSelected: boolean;
  isTimeline: boolean;
  range: { start: number; end: number };
  onSelect(): void;
  onToggle(): void;
}

const indent = 14;

export function SpanTreeRow({ id, line, search, isSelected, isTimeline, range, onSelect, onToggle }: SpanTreeRowProps) {
  const { node, depth, isLast, isFolded } = line;
  const guides = guidesOf(line);
  const { icon: Icon, color } = spanTypeLook(node.type);
  const firstScore = Object.entries(node.span.scores ?? {}).find((pair): pair is [string, number] => pair[1] !== null);
  const isUnderway = node.start !== null && node.end === null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={node.children.length > 0 ? !isFolded : undefined}
      onClick={onSelect}
      className={cx(
        'group/span relative flex h-7 items-center pr-2 pl-2',
        isSelected ? 'bg-selected' : 'hover:bg-hover',
        line.isMatch && 'shadow-[inset_2px_0_var(--warn)]',
      )}
    >
      <div className={cx('flex min-w-0 items-center', isTimeline ? 'w-2/5 max-w-56 shrink-0 pr-2' : 'flex-1')}>
        {guides.map((goesOn, level) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the level is the identity
            key={level}
            aria-hidden
            className={cx('h-7 shrink-0', goesOn && 'border-l border-line-strong')}
            style={{ width: indent, marginLeft: level === 0 ? 7 : 0 }}
          />
        ))}
        {depth > 0 && (
          <span aria-hidden className="relative h-7 shrink-0" style={{ width: indent, marginLeft: guides.length === 0 ? 7 : 0 }}>
            <span className={cx('absolute top-0 left-0 border-l border-line-strong', isLast ? 'h-1/2' : 'h-full')} />
            <span className="absolute top-1/2 left-0 w-2 border-t border-line-strong" />
          </span>
        )}
        {node.children.length > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            // The arrow keys of the tree do the same.
            aria-hidden
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
            className="-ml-px shrink-0 rounded-sm text-faint hover:text-text"
          >
            <ChevronRight size={14} strokeWidth={1.5} aria-hidden className={isFolded ? '' : 'rotate-90'} />
          </button>
        ) : (
          <span className="w-[13px] shrink-0" />
        )}
        <Icon size={14} strokeWidth={1.5} aria-hidden className={cx('mr-1.5 shrink-0', color)} />
        <span className={cx('truncate text-sm', isSelected && 'font-medium')} title={`${node.name} (${node.type})`}>
          <Highlight text={node.name} search={search} />
          <span className="sr-only"> {node.type}</span>
        </span>
        {isFolded && <span className="nums ml-1 shrink-0 text-xs text-faint">{formatCount(node.children.length)}</span>}
        {(node.hasError || (isFolded && node.errorsBelow > 0)) && (
          <CircleAlert size={13} strokeWidth={1.75} role="img" aria-label="Error" className="ml-1.5 shrink-0 text-worse" />
        )}
        {!isTimeline && (
          <span className="ml-auto flex shrink-0 items-center gap-2 pl-2">
            {node.type === 'score' && firstScore && <ScoreChip name={firstScore[0]} score={firstScore[1]} showName={false} />}
            {node.tokens > 0 && (
              <span className="nums font-mono text-xs text-faint" title={`${node.tokens} tokens`}>
                {formatCount(node.tokens)} tok
              </span>
            )}
            <span className="block w-14">
              <span className={cx('nums block text-right font-mono text-xs leading-4', isUnderway ? 'text-running' : 'text-muted')}>
                {isUnderway ? 'running' : formatDuration(node.duration)}
              </span>
              <TimeBar node={node} range={range} look="thin" />
            </span>
          </span>
        )}
      </div>
      {isTimeline && <TimeBar node={node} range={range} look="wide" />}
    </div>
  );
}
