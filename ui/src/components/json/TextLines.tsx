import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { textPieces } from '@/lib/json/textPieces';
import { Highlight } from '../Highlight';

const lineHeight = 19;

/** A very long text, piece by piece; only the pieces in sight are rendered. */
export function TextLines({ text, search, className }: { text: string; search: string; className: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => textPieces(text), [text]);
  const virtual = useVirtualizer({
    count: pieces.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (pieces[index]?.lines ?? 1) * lineHeight,
    overscan: 4,
  });
  const shown = useRef(pieces);
  shown.current = pieces;
  useEffect(() => {
    if (search === '') return;
    const needle = search.toLowerCase();
    const at = shown.current.findIndex((piece) => piece.text.toLowerCase().includes(needle));
    if (at > 0) virtual.scrollToIndex(at, { align: 'start' });
  }, [search, virtual]);
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
            <Highlight text={pieces[item.index]?.text ?? ''} search={search} />
          </div>
        ))}
      </div>
    </div>
  );
}
