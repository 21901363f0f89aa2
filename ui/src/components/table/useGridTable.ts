import {
  columnResizingFeature,
  columnSizingFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column, TableSort } from './column';
import { compareValues } from './compareValues';

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: {},
});

interface GridTableOptions<T> {
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  sort: TableSort | null;
}

/** The table model: order and widths. What is drawn is the grid's business. */
export function useGridTable<T extends object>({ columns, rows, rowId, sort }: GridTableOptions<T>) {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (row: T) => column.sortValue?.(row) ?? undefined,
        size: column.size,
        minSize: column.minSize ?? 48,
        maxSize: 2000,
        enableSorting: column.sortValue !== undefined,
        sortUndefined: 'last' as const,
        sortFn: (a: { getValue(id: string): unknown }, b: { getValue(id: string): unknown }, id: string) =>
          compareValues(a.getValue(id) as number | string, b.getValue(id) as number | string),
      })),
    [columns],
  );
  const known = sort && columns.some((column) => column.id === sort.id && column.sortValue) ? sort : null;
  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { sorting: known ? [known] : [] },
    columnResizeMode: 'onChange',
  });
}

export type GridTable<T extends object> = ReturnType<typeof useGridTable<T>>;
