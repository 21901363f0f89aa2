import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { TraceTree } from '@/lib/trace/traceTree';
import { rowOf, type VisiblePlaces } from '@/lib/trace/visiblePlaces';
import { SpanTreeRow } from './SpanTreeRow';
import { TimeAxis } from './TimeAxis';

const rowHeight = 28;
const near = 5;

interface SpanTreeProps {
  tree: TraceTree;
  visible: VisiblePlaces;
  /** What is marked in names. */
  marked: string;
  /** The places in which a search found something, from top to bottom. */
  hits: readonly number[];
  selected: number;
  isTimeline: boolean;
  onSelect(place: number): void;
  onToggle(place: number): void;
}

/** The spans of a trace; in timeline mode the same rows carry a waterfall. Only rows in sight are rendered. */
export function SpanTree({ tree, visible, marked, hits, selected, isTimeline, onSelect, onToggle }: SpanTreeProps) {
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { places, folded } = visible;
  const row = rowOf(places, selected);
  const virtual = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  useEffect(() => {
    if (row < 0) return;
    // A step keeps the rows where they are, a jump shows what stands around.
    const { startIndex, endIndex } = virtual.range ?? { startIndex: row, endIndex: row };
    const isFar = row < startIndex - near || row > endIndex + near;
    virtual.scrollToIndex(row, { align: isFar ? 'center' : 'auto' });
  }, [row, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const select = (index: number) => {
      const next = places[Math.max(0, Math.min(places.length - 1, index))];
      if (next !== undefined) onSelect(next);
    };
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') select(row + 1);
    else if (event.key === 'ArrowUp') select(row - 1);
    else if (event.key === 'PageDown') select(row + page);
    else if (event.key === 'PageUp') select(row - page);
    else if (event.key === 'Home') select(0);
    else if (event.key === 'End') select(places.length - 1);
    else if (event.key === 'ArrowRight' && row >= 0) {
      if (folded.has(selected)) onToggle(selected);
      else if (tree.hasChildren(selected)) select(row + 1);
    } else if (event.key === 'ArrowLeft' && row >= 0) {
      const above = tree.model.parent[selected] as number;
      if (!folded.has(selected) && tree.hasChildren(selected)) onToggle(selected);
      else if (above >= 0) onSelect(above);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isTimeline && <TimeAxis seconds={tree.model.to - tree.model.from} />}
      <div
        ref={scroller}
        role="tree"
        aria-label="Spans"
        tabIndex={0}
        aria-activedescendant={row >= 0 ? `${treeId}-${selected}` : undefined}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const place = places[item.index];
            return place === undefined ? null : (
              <div
                key={item.key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <SpanTreeRow
                  id={`${treeId}-${place}`}
                  tree={tree}
                  place={place}
                  visible={visible}
                  marked={marked}
                  hits={hits}
                  isSelected={place === selected}
                  isTimeline={isTimeline}
                  onSelect={() => onSelect(place)}
                  onToggle={() => onToggle(place)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
