import { expect, test } from 'vitest';
import { moveInGrid } from './moveInGrid';

const extent = { rows: 100, columns: 4, page: 20 };
const press = (key: string, ctrlKey = false) => moveInGrid({ key, ctrlKey, metaKey: false }, { row: 50, column: 1 }, extent);

test.each([
  ['ArrowDown', false, { row: 51, column: 1 }],
  ['ArrowUp', false, { row: 49, column: 1 }],
  ['ArrowRight', false, { row: 50, column: 2 }],
  ['ArrowLeft', false, { row: 50, column: 0 }],
  ['PageDown', false, { row: 70, column: 1 }],
  ['PageUp', false, { row: 30, column: 1 }],
  ['Home', false, { row: 50, column: 0 }],
  ['End', false, { row: 50, column: 3 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 99, column: 3 }],
  ['ArrowDown', true, { row: 99, column: 1 }],
])('%s (ctrl %s)', (key, ctrl, to) => expect(press(key, ctrl)).toEqual(to));

test('the edges hold', () => {
  expect(moveInGrid({ key: 'PageUp', ctrlKey: false, metaKey: false }, { row: 3, column: 0 }, extent)).toEqual({ row: 0, column: 0 });
  expect(moveInGrid({ key: 'ArrowRight', ctrlKey: false, metaKey: false }, { row: 0, column: 3 }, extent)).toEqual({ row: 0, column: 3 });
});

test('other keys are left alone', () => expect(press('j')).toBeNull());
