import { ChevronRight, CircleAlert } from 'lucide-react';
import { Highlight } from '@/components/Highlight';
import { ScoreChip } from '@/components/score/ScoreChip';
import { cx } from '@/lib/cx';
import { formatCount, formatDuration, formatExact } from '@/lib/format';
import type { TraceTree } from '@/lib/trace/traceTree';
import { countBelow, guidesOf, isLastSibling, rowOf, type VisiblePlaces } from '@/lib/trace/visiblePlaces';
import { spanTypeLook } from './spanTypes';
import { TimeBar } from './TimeBar';

interface SpanTreeRowProps {
  id: string;
  tree: TraceTree;
  place: number;
  visible: VisiblePlaces;
  marked: string;
  hits: readonly number[];
  isSelected: boolean;
  isTimeline: boolean;
  onSelect(): void;
  onToggle(): void;
}

const indent = 14;

export function SpanTreeRow({ id, tree, place, visible, marked, hits, isSelected, isTimeline, onSelect, onToggle }: SpanTreeRowProps) {
  const { folded, kept } = visible;
  const name = tree.name(place);
  const type = tree.type(place);
  const depth = tree.model.depth[place] as number;
  const tokens = tree.model.tokens[place] as number;
  const hasChildren = tree.hasChildren(place);
  const isFolded = folded.has(place);
  const guides = guidesOf(tree, place, kept);
  const { position, of } = tree.position(place);
  const hitsBelow = isFolded ? countBelow(tree, hits, place) : 0;
  const isHit = rowOf(hits, place) >= 0;
  const { icon: Icon, color } = spanTypeLook(type);
  const firstScore = tree.scores(place)[0];
  const isUnderway = tree.isUnderway(place);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={of}
      aria-selected={isSelected}
      aria-expanded={hasChildren ? !isFolded : undefined}
      onClick={onSelect}
      className={cx(
        'group/span relative flex h-7 items-center pr-2 pl-2',
        isSelected ? 'bg-selected' : 'hover:bg-hover',
        (isHit || hitsBelow > 0) && 'shadow-[inset_2px_0_var(--warn)]',
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
            <span
              className={cx('absolute top-0 left-0 border-l border-line-strong', isLastSibling(tree, place, kept) ? 'h-1/2' : 'h-full')}
            />
            <span className="absolute top-1/2 left-0 w-2 border-t border-line-strong" />
          </span>
        )}
        {hasChildren ? (
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
        <span className={cx('truncate text-sm', isSelected && 'font-medium')} title={`${name} (${type})`}>
          <Highlight text={name} search={marked} />
          <span className="sr-only">
            {' '}
            {type}
            {isHit && ', found'}
          </span>
        </span>
        {isFolded && (
          <span className="nums ml-1 shrink-0 text-xs text-faint">{formatCount((tree.model.last[place] as number) - place - 1)}</span>
        )}
        {hitsBelow > 0 && (
          <span className="nums ml-1.5 shrink-0 rounded-sm bg-mark px-1 text-xs text-text">
            {formatCount(hitsBelow)} {hitsBelow === 1 ? 'hit' : 'hits'}
          </span>
        )}
        {(tree.model.hasError[place] === 1 || (isFolded && (tree.model.errorsBelow[place] as number) > 0)) && (
          <CircleAlert size={13} strokeWidth={1.75} role="img" aria-label="Error" className="ml-1.5 shrink-0 text-worse" />
        )}
        {!isTimeline && (
          <span className="ml-auto flex shrink-0 items-center gap-2 pl-2">
            {type === 'score' && firstScore && <ScoreChip name={firstScore[0]} score={firstScore[1]} showName={false} />}
            {tokens > 0 && (
              <span className="nums font-mono text-xs text-faint" title={`${formatExact(tokens)} tokens`}>
                {formatCount(tokens)} tok
              </span>
            )}
            <span className="block w-16">
              <span
                className={cx(
                  'nums block text-right font-mono text-xs leading-4 whitespace-nowrap',
                  isUnderway ? 'text-running' : 'text-muted',
                )}
              >
                {isUnderway ? 'running' : formatDuration(tree.duration(place))}
              </span>
              <TimeBar tree={tree} place={place} look="thin" />
            </span>
          </span>
        )}
      </div>
      {isTimeline && <TimeBar tree={tree} place={place} look="wide" />}
    </div>
  );
}
