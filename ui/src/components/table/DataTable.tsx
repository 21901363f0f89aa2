import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { cx } from '@/lib/cx';
import type { Column, TableSort } from './column';
import { GridRow } from './GridRow';
import { HeaderCell } from './HeaderCell';
import { moveInGrid } from './moveInGrid';
import { useGridTable } from './useGridTable';

export interface DataTableHandle<T> {
  scrollToTop(): void;
  focus(): void;
  /** The row that stands `step` rows after the one with this id in the shown order; the first row for an unknown id. */
  neighbour(id: string | null, step: 1 | -1): T | null;
}

interface DataTableProps<T extends object> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  rowHeight?: number;
  sort?: TableSort | null;
  onSort?(sort: TableSort | null): void;
  openId?: string | null;
  onOpen(row: T): void;
  onEnd?(): void;
  onLeaveTop?(isAtTop: boolean): void;
  /** Rows in all, when more exist than are loaded. */
  total?: number;
  empty?: ReactNode;
  handle?: Ref<DataTableHandle<T>>;
}

/** The one table: virtual rows under a sticky header, columns that resize, keys as in a spreadsheet, roles of a grid. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, rowId, rowHeight = 30, sort = null, onSort, openId = null, onOpen, onEnd, onLeaveTop } = props;
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<{ id: string; column: number } | null>(null);
  const table = useGridTable({ columns, rows, rowId, sort });
  const shown = table.getRowModel().rows;
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const headHeight = head.current?.offsetHeight ?? 30;

  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const items = virtual.getVirtualItems();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is what makes measuring anew necessary
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (shown.length > 0 && lastIndex >= shown.length - 12) onEnd?.();
  }, [lastIndex, shown.length, onEnd]);

  // The opened row is brought into sight when it changes, as when a person walks with j and k.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that arrive must not move the view
  useEffect(() => {
    const index = openId === null ? -1 : shown.findIndex((row) => row.id === openId);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  }, [openId]);

  useImperativeHandle(props.handle, () => ({
    scrollToTop: () => scroller.current?.scrollTo({ top: 0 }),
    focus: () => scroller.current?.focus(),
    neighbour: (id, step) => {
      const at = id === null ? -1 : shown.findIndex((row) => row.id === id);
      return shown[at < 0 ? 0 : at + step]?.original ?? null;
    },
  }));

  const activeIndex = active ? shown.findIndex((row) => row.id === active.id) : -1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const from = { row: activeIndex, column: active?.column ?? 0 };
    const current = shown[activeIndex];
    if ((event.key === 'Enter' || event.key === ' ') && current) {
      event.preventDefault();
      onOpen(current.original);
      return;
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1);
    const to = moveInGrid(event, from, { rows: shown.length, columns: columns.length, page });
    const row = to && shown[to.row];
    if (!row) return;
    event.preventDefault();
    setActive({ id: row.id, column: to.column });
    virtual.scrollToIndex(to.row, { align: 'auto' });
  };

  const widths = Object.fromEntries(headers.map((header, index) => [`--column-${index}`, `${header.getSize()}px`])) as CSSProperties;
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={(props.total ?? shown.length) + 1}
      aria-colcount={columns.length}
      aria-activedescendant={activeIndex >= 0 ? `${gridId}-${active?.id}-${active?.column}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const first = shown[items[0]?.index ?? 0];
        if (event.target === scroller.current && activeIndex < 0 && first) setActive({ id: openId ?? first.id, column: 0 });
      }}
      onScroll={(event) => onLeaveTop?.(event.currentTarget.scrollTop < 8)}
      className="group/grid min-h-0 flex-1 overflow-auto border-t border-line bg-surface text-sm outline-none"
      style={widths}
    >
      <div style={{ minWidth: table.getTotalSize() }} className={cx(shown.length === 0 && 'flex min-h-full flex-col')}>
        <div ref={head} role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
          <div role="row" aria-rowindex={1} className="flex bg-sunken text-muted">
            {headers.map((header, index) => {
              const column = columns[index];
              return column ? (
                <div
                  key={header.id}
                  className={cx('flex min-w-0 *:flex-1', index === 0 && 'pinned-head')}
                  style={{ flex: `${column.grow ? 1 : 0} 0 var(--column-${index})` }}
                >
                  <HeaderCell
                    column={column}
                    index={index}
                    sort={sort}
                    onSort={onSort}
                    onResizeStart={header.getResizeHandler()}
                    onResizeBy={(pixels) =>
                      table.setColumnSizing((sizes) => ({
                        ...sizes,
                        [column.id]: Math.max(column.minSize ?? 48, header.getSize() + pixels),
                      }))
                    }
                  />
                </div>
              ) : null;
            })}
          </div>
        </div>
        {shown.length === 0 ? (
          props.empty
        ) : (
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = shown[item.index];
              return row ? (
                <GridRow
                  key={row.id}
                  id={`${gridId}-${row.id}`}
                  row={row.original}
                  index={item.index}
                  columns={columns}
                  top={item.start - headHeight}
                  height={rowHeight}
                  isOpen={row.id === openId}
                  activeColumn={row.id === active?.id ? active.column : null}
                  onOpen={onOpen}
                  onActivate={(_, column) => setActive({ id: row.id, column })}
                />
              ) : null;
            })}
          </div>
        )}
      </div>
    </div>
  );
}
