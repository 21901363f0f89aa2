import { memo, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import type { Column } from './column';

interface GridRowProps<T> {
  id: string;
  row: T;
  index: number;
  columns: Column<T>[];
  top: number;
  height: number;
  isOpen: boolean;
  activeColumn: number | null;
  onOpen(row: T): void;
  onActivate(index: number, column: number): void;
}

function Row<T>({ id, row, index, columns, top, height, isOpen, activeColumn, onOpen, onActivate }: GridRowProps<T>): ReactNode {
  const isActive = activeColumn !== null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      id={id}
      role="row"
      // The header is row 1.
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      onClick={(event) => {
        const cell = (event.target as Element).closest('[role="gridcell"]');
        onActivate(index, Number(cell?.getAttribute('aria-colindex') ?? 1) - 1);
        // A click that ends a text selection does not open the row.
        if (!window.getSelection()?.toString()) onOpen(row);
      }}
      className={cx(
        'absolute inset-x-0 top-0 flex border-b border-line',
        isOpen ? 'bg-selected' : 'hover:bg-hover',
        isActive && 'before:absolute before:inset-y-0 before:left-0 before:z-[2] before:w-0.5 before:bg-accent',
      )}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      {columns.map((column, columnIndex) => (
        <div
          key={column.id}
          id={`${id}-${columnIndex}`}
          role="gridcell"
          aria-colindex={columnIndex + 1}
          className={cx(
            'flex min-w-0 overflow-hidden pr-2',
            columnIndex === 0 ? 'pinned pl-4' : 'pl-2',
            height > 40 ? 'items-start py-1.5' : 'items-center',
            column.align === 'right' && 'justify-end',
            activeColumn === columnIndex &&
              'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent',
          )}
          style={{ flex: `${column.grow ? 1 : 0} 0 var(--column-${columnIndex})` }}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

export const GridRow = memo(Row) as typeof Row;
