import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { readPref, writePref } from '@/lib/prefs';
import { coverBelow } from '@/lib/useCovered';
import { useMedia } from '@/lib/useMedia';

interface SplitPaneProps {
  /** Names the remembered width. */
  name: string;
  label: string;
  first: ReactNode;
  /** The pane that comes and goes; it lies over the first one when `isFull` or when the window is narrow. */
  second: ReactNode | null;
  isFull?: boolean;
  /** Which pane keeps its width when the window changes. */
  sized?: 'first' | 'second';
  defaultSize: number;
  minSize?: number;
  /** Below this window width the second pane covers the first; 0 never. */
  coverBelow?: number;
}

export function SplitPane(props: SplitPaneProps) {
  const {
    name,
    label,
    first,
    second,
    isFull = false,
    sized = 'second',
    defaultSize,
    minSize = 280,
    coverBelow: coverUnder = coverBelow,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(() => Number(readPref(`split.${name}`)) || defaultSize);
  const isNarrow = useMedia(`(max-width: ${Math.max(0, coverUnder - 1)}px)`);
  const isCovered = second !== null && (isFull || isNarrow);

  const limit = (wanted: number) => Math.round(Math.max(minSize, Math.min(wanted, (frame.current?.clientWidth ?? 4000) - minSize)));
  const keep = (wanted: number) => {
    const next = limit(wanted);
    setSize(next);
    writePref(`split.${name}`, String(next));
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => keep(sized === 'second' ? box.right - move.clientX : move.clientX - box.left);
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  const direction = sized === 'second' ? -1 : 1;
  const style = { width: size, maxWidth: `calc(100% - ${minSize}px)` };

  return (
    <div ref={frame} className="relative flex min-h-0 min-w-0 flex-1">
      <div
        className={sized === 'first' && second !== null ? 'flex min-w-0 shrink-0' : 'flex min-w-0 flex-1'}
        style={sized === 'first' && second !== null ? style : undefined}
        inert={isCovered}
      >
        {first}
      </div>
      {second !== null && !isCovered && (
        <div
          role="separator"
          aria-label={label}
          aria-orientation="vertical"
          aria-valuenow={size}
          aria-valuemin={minSize}
          tabIndex={0}
          className="group relative z-10 w-px shrink-0 cursor-col-resize touch-none bg-line-strong select-none focus-visible:bg-accent"
          onPointerDown={drag}
          onDoubleClick={() => keep(defaultSize)}
          onKeyDown={(event) => {
            const step = { ArrowLeft: -24, ArrowRight: 24 }[event.key];
            if (step) keep(size + step * direction);
          }}
        >
          <div className="absolute inset-y-0 -left-1 w-[9px] group-hover:bg-accent/20" />
        </div>
      )}
      {second !== null && (
        <div
          className={
            isCovered ? 'absolute inset-0 z-20 flex bg-surface' : `flex min-w-0 bg-surface ${sized === 'second' ? 'shrink-0' : 'flex-1'}`
          }
          style={isCovered || sized === 'first' ? undefined : style}
        >
          {second}
        </div>
      )}
    </div>
  );
}
