import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '@/lib/cx';
import type { Column, TableSort } from './column';

interface HeaderCellProps<T> {
  column: Column<T>;
  index: number;
  sort: TableSort | null;
  onSort?(sort: TableSort | null): void;
  onResizeStart(event: React.MouseEvent | React.TouchEvent): void;
  onResizeBy(pixels: number): void;
  className?: string;
}

export function HeaderCell<T>({ column, index, sort, onSort, onResizeStart, onResizeBy, className }: HeaderCellProps<T>) {
  const isSorted = sort?.id === column.id;
  const canSort = column.sortValue !== undefined && onSort !== undefined;
  const next = (): TableSort | null => {
    const first = column.sortDescFirst ?? false;
    if (!isSorted) return { id: column.id, desc: first };
    return sort.desc === first ? { id: column.id, desc: !first } : null;
  };
  const label = (
    <>
      <span className="truncate">{column.header}</span>
      {isSorted && (sort.desc ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
    </>
  );
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={isSorted ? (sort.desc ? 'descending' : 'ascending') : canSort ? 'none' : undefined}
      title={column.title}
      className={cx('relative flex min-w-0 flex-col justify-center gap-0.5 pr-2', index === 0 ? 'pl-4' : 'pl-2', className)}
    >
      {canSort ? (
        <button
          type="button"
          className={cx(
            'flex h-7 min-w-0 items-center gap-1 text-left hover:text-text',
            column.align === 'right' && 'justify-end',
            isSorted && 'text-text',
          )}
          onClick={() => onSort(next())}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
            event.preventDefault();
            event.stopPropagation();
            onResizeBy(event.key === 'ArrowRight' ? 16 : -16);
          }}
        >
          {label}
        </button>
      ) : (
        <span className={cx('flex h-7 min-w-0 items-center gap-1', column.align === 'right' && 'justify-end')}>{label}</span>
      )}
      {column.summary && <div className="pb-1.5">{column.summary}</div>}
      {/* For the pointer only; the keyboard way is alt and an arrow on the header. */}
      <div
        aria-hidden
        className="absolute inset-y-1 right-0 w-[7px] cursor-col-resize border-r border-transparent select-none hover:border-accent"
        onMouseDown={onResizeStart}
        onTouchStart={onResizeStart}
      />
    </div>
  );
}
