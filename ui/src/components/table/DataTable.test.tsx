import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Column, parseSort, sortText } from './column';
import { DataTable } from './DataTable';

interface Fruit {
  id: string;
  price: number | null;
}

const fruits: Fruit[] = Array.from({ length: 1000 }, (_, i) => ({ id: `fruit ${i}`, price: i % 10 === 9 ? null : (i * 7) % 1000 }));
const columns: Column<Fruit>[] = [
  { id: 'name', header: 'Name', size: 200, cell: (row) => row.id },
  { id: 'price', header: 'Price', size: 100, sortValue: (row) => row.price, cell: (row) => row.price },
];

beforeEach(() => {
  // jsdom lays nothing out: the grid gets a height so that some rows are in sight.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(300);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(600);
  HTMLElement.prototype.scrollTo = vi.fn() as never;
});

afterEach(cleanup);

const bodyRows = () => screen.getAllByRole('row').slice(1);
const firstCells = () => bodyRows().map((row) => within(row).getAllByRole('gridcell')[0]?.textContent);

test('only rows near the view are rendered, and the grid tells how many there are', () => {
  render(<DataTable label="Fruits" columns={columns} rows={fruits} rowId={(row) => row.id} onOpen={() => undefined} />);
  expect(screen.getByRole('grid', { name: 'Fruits' }).getAttribute('aria-rowcount')).toBe('1001');
  expect(bodyRows().length).toBeLessThan(60);
  expect(firstCells()[0]).toBe('fruit 0');
});

test('sorting puts rows without a value last in both directions', () => {
  const show = (desc: boolean) => (
    <DataTable
      label="Fruits"
      columns={columns}
      rows={fruits.slice(0, 12)}
      rowId={(row) => row.id}
      sort={{ id: 'price', desc }}
      onOpen={() => undefined}
    />
  );
  const { rerender } = render(show(false));
  expect(firstCells().at(-1)).toBe('fruit 9');
  rerender(show(true));
  expect(firstCells()[0]).toBe('fruit 11');
  expect(firstCells().at(-1)).toBe('fruit 9');
});

test('a header cycles through its directions and off', () => {
  const onSort = vi.fn();
  const show = (sort: { id: string; desc: boolean } | null) => (
    <DataTable
      label="Fruits"
      columns={columns}
      rows={fruits}
      rowId={(row) => row.id}
      sort={sort}
      onSort={onSort}
      onOpen={() => undefined}
    />
  );
  const { rerender } = render(show(null));
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Price' }));
  press();
  expect(onSort).toHaveBeenLastCalledWith({ id: 'price', desc: false });
  rerender(show({ id: 'price', desc: false }));
  expect(screen.getByRole('columnheader', { name: 'Price' }).getAttribute('aria-sort')).toBe('ascending');
  press();
  expect(onSort).toHaveBeenLastCalledWith({ id: 'price', desc: true });
  rerender(show({ id: 'price', desc: true }));
  press();
  expect(onSort).toHaveBeenLastCalledWith(null);
});

test('arrows move the active cell and Enter opens its row', () => {
  const onOpen = vi.fn();
  render(<DataTable label="Fruits" columns={columns} rows={fruits} rowId={(row) => row.id} onOpen={onOpen} />);
  const grid = screen.getByRole('grid');
  fireEvent.focus(grid);
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  fireEvent.keyDown(grid, { key: 'ArrowRight' });
  expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent).toBe('14');
  fireEvent.keyDown(grid, { key: 'Enter' });
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(fruits[2]);
});

test('the order in the address survives odd column names', () => {
  const sort = { id: 'score a-desc', desc: true };
  expect(parseSort(sortText(sort))).toEqual(sort);
  expect(parseSort('nonsense')).toBeNull();
});
