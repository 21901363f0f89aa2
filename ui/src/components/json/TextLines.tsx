import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { Highlight } from '../Highlight';

const longestLine = 2000;

/** A very long text, line by line; only the lines in sight are rendered. */
export function TextLines({ text, search, className }: { text: string; search: string; className: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => splitLines(text), [text]);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => 19, overscan: 20 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes the keyboard
    <div ref={scroller} tabIndex={0} role="region" aria-label="Long text" className={`max-h-[70vh] overflow-y-auto ${className}`}>
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="absolute inset-x-0 top-0 min-h-[19px] break-words whitespace-pre-wrap [overflow-wrap:anywhere]"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <Highlight text={lines[item.index] ?? ''} search={search} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Lines, the longest ones in pieces: one line of a megabyte would be rendered whole. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.length <= longestLine) lines.push(line);
    else for (let at = 0; at < line.length; at += longestLine) lines.push(line.slice(at, at + longestLine));
  }
  return lines;
}
