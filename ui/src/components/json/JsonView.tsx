import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { JsonRow } from '@/lib/json/flattenJson';
import { type JsonPath, pathKey } from '@/lib/json/jsonPath';
import type { JsonSource } from '@/lib/json/jsonStore';
import { JsonTreeRow } from './JsonTreeRow';
import { LongText } from './LongText';
import { Lost } from './Lost';
import { useJsonRows } from './useJsonRows';

const plainUpTo = 100;

interface JsonViewProps {
  source: JsonSource;
  label: string;
  search?: string;
  /** The search hit that is in focus. */
  hit?: JsonPath | null;
  showRoot?: boolean;
  /** Loads the value again when it is no longer at hand. */
  onLost?(): void;
}

/** A JSON value as a tree that renders only what is unfolded and in sight. */
export function JsonView({ source, label, search = '', hit = null, showRoot = false, onLost }: JsonViewProps) {
  const { rows, failed, toggle, reveal } = useJsonRows(source, showRoot);
  const [longText, setLongText] = useState<JsonRow | null>(null);
  const hitKey = hit ? pathKey(hit) : null;
  const hitPath = useRef(hit);
  hitPath.current = hit;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a path is a new array each time; its key is not
  useEffect(() => {
    if (hitPath.current) reveal(hitPath.current);
  }, [hitKey, reveal]);

  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = (rows?.length ?? 0) > plainUpTo;
  const virtual = useVirtualizer({
    count: isVirtual ? (rows?.length ?? 0) : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => 22,
    getItemKey: (index) => rows?.[index]?.key ?? index,
    overscan: 10,
  });
  const hitIndex = useMemo(() => (hitKey === null ? -1 : (rows?.findIndex((row) => row.key === hitKey) ?? -1)), [rows, hitKey]);
  useEffect(() => {
    if (hitIndex < 0) return;
    if (isVirtual) virtual.scrollToIndex(hitIndex, { align: 'center' });
    else scroller.current?.children[hitIndex]?.scrollIntoView({ block: 'nearest' });
  }, [hitIndex, isVirtual, virtual]);

  if (failed) return <Lost what="value" onLost={onLost} />;
  if (rows === null) return <div className="h-6" aria-busy="true" />;

  const readText = async (row: JsonRow) => (await source.text(row.path, 0, Number.POSITIVE_INFINITY)).text;
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(scroller.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const row = rows.find((other) => other.key === items[at]?.dataset.key) ?? (isVirtual ? undefined : rows[at]);
    if (event.key === 'ArrowDown') items[at + 1]?.focus();
    else if (event.key === 'ArrowUp') items[Math.max(0, at - 1)]?.focus();
    else if (event.key === 'ArrowRight' && row && !row.open && row.size > 0) toggle(row.key);
    else if (event.key === 'ArrowLeft' && row?.open) toggle(row.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const render = (row: JsonRow) => (
    <JsonTreeRow row={row} search={search} isHit={row.key === hitKey} onToggle={toggle} onShowText={setLongText} readText={readText} />
  );
  return (
    <>
      <div
        ref={scroller}
        role="tree"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className={isVirtual ? 'max-h-[60vh] overflow-y-auto font-mono text-sm' : 'font-mono text-sm'}
      >
        {isVirtual ? (
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const row = rows[item.index];
              return row ? (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {render(row)}
                </div>
              ) : null;
            })}
          </div>
        ) : (
          rows.map((row) => <div key={row.key}>{render(row)}</div>)
        )}
      </div>
      {longText && (
        <div className="mt-1 rounded-md border border-line bg-sunken p-2">
          <LongText source={source} path={longText.path} search={search} startsOpen onClose={() => setLongText(null)} />
        </div>
      )}
    </>
  );
}
