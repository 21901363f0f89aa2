export interface GridPosition {
  row: number;
  column: number;
}

interface GridExtent {
  rows: number;
  columns: number;
  /** Rows that fit on a page. */
  page: number;
}

interface GridKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Where a key leads in a grid, or null when the key is none of the grid's. */
export function moveInGrid(event: GridKey, from: GridPosition, extent: GridExtent): GridPosition | null {
  const mod = event.ctrlKey || event.metaKey;
  const to = (row: number, column = from.column): GridPosition => ({
    row: Math.max(0, Math.min(extent.rows - 1, row)),
    column: Math.max(0, Math.min(extent.columns - 1, column)),
  });
  switch (event.key) {
    case 'ArrowDown':
      return to(mod ? extent.rows - 1 : from.row + 1);
    case 'ArrowUp':
      return to(mod ? 0 : from.row - 1);
    case 'ArrowRight':
      return to(from.row, from.column + 1);
    case 'ArrowLeft':
      return to(from.row, from.column - 1);
    case 'PageDown':
      return to(from.row + extent.page);
    case 'PageUp':
      return to(from.row - extent.page);
    case 'Home':
      return mod ? to(0, 0) : to(from.row, 0);
    case 'End':
      return mod ? to(extent.rows - 1, extent.columns - 1) : to(from.row, extent.columns - 1);
    default:
      return null;
  }
}
