import type { ReactNode } from 'react';

export interface Column<T> {
  id: string;
  header: string;
  /** Longer words for the header, shown on hover. */
  title?: string;
  /** Drawn below the header's name, such as a small distribution. */
  summary?: ReactNode;
  size: number;
  minSize?: number;
  /** Takes a share of the room that is left over. */
  grow?: boolean;
  align?: 'right';
  /** Gives the column an order; null stands last in both directions. */
  sortValue?: (row: T) => number | string | null;
  /** First click sorts downwards. */
  sortDescFirst?: boolean;
  cell: (row: T) => ReactNode;
}

export interface TableSort {
  id: string;
  desc: boolean;
}

/** `score-desc` in the address. */
export function sortText(sort: TableSort | null): string | undefined {
  return sort ? `${sort.id}-${sort.desc ? 'desc' : 'asc'}` : undefined;
}

export function parseSort(text: string | undefined): TableSort | null {
  const match = /^(.+)-(asc|desc)$/s.exec(text ?? '');
  return match ? { id: match[1] as string, desc: match[2] === 'desc' } : null;
}
