import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { Trace } from './buildTrace';
import { SpanTreeRow } from './SpanTreeRow';
import { TimeAxis } from './TimeAxis';
import type { SpanLine } from './visibleSpans';

interface SpanTreeProps {
  trace: Trace;
  lines: SpanLine[];
  search: string;
  selectedId: string | null;
  isTimeline: boolean;
  onSelect(id: string): void;
  onToggle(id: string): void;
}

/** The spans of a trace; in timeline mode the same rows carry a waterfall. Only rows in sight are rendered. */
export function SpanTree({ trace, lines, search, selectedId, isTimeline, onSelect, onToggle }: SpanTreeProps) {
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const selected = lines.findIndex((line) => line.node.span.id === selectedId);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 28,
    getItemKey: (index) => lines[index]?.node.span.id ?? index,
    overscan: 10,
  });
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [selected, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[selected];
    const select = (index: number) => {
      const next = lines[Math.max(0, Math.min(lines.length - 1, index))];
      if (next) onSelect(next.node.span.id);
    };
    if (event.key === 'ArrowDown') select(selected + 1);
    else if (event.key === 'ArrowUp') select(selected - 1);
    else if (event.key === 'Home') select(0);
    else if (event.key === 'End') select(lines.length - 1);
    else if (event.key === 'ArrowRight' && line) {
      if (line.isFolded) onToggle(line.node.span.id);
      else if (line.node.children.length > 0) select(selected + 1);
    } else if (event.key === 'ArrowLeft' && line) {
      if (!line.isFolded && line.node.children.length > 0) onToggle(line.node.span.id);
      else if (line.node.parent) onSelect(line.node.parent.span.id);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isTimeline && <TimeAxis seconds={trace.end - trace.start} />}
      <div
        ref={scroller}
        role="tree"
        aria-label="Spans"
        tabIndex={0}
        aria-activedescendant={selected >= 0 ? `${treeId}-${selectedId}` : undefined}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line ? (
              <div
                key={item.key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <SpanTreeRow
                  id={`${treeId}-${line.node.span.id}`}
                  line={line}
                  search={search}
                  isSelected={item.index === selected}
                  isTimeline={isTimeline}
                  range={trace}
                  onSelect={() => onSelect(line.node.span.id)}
                  onToggle={() => onToggle(line.node.span.id)}
                />
              </div>
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}
