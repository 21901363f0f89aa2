import { describe, expect, test } from 'vitest';
import { flattenJson, initiallyOpen, keysToReveal, previewJson } from './flattenJson';
import { pathKey } from './jsonPath';

describe('flattening', () => {
  test('shows members of unfolded containers only', () => {
    const value = { a: 1, b: { c: [true, null] } };
    expect(flattenJson(value, new Set(), false).map((row) => row.label)).toEqual(['a', 'b']);
    const open = new Set([pathKey(['b']), pathKey(['b', 'c'])]);
    const rows = flattenJson(value, open, false);
    expect(rows.map((row) => [row.depth, row.label, row.kind])).toEqual([
      [0, 'a', 'number'],
      [0, 'b', 'object'],
      [1, 'c', 'array'],
      [2, '0', 'boolean'],
      [2, '1', 'null'],
    ]);
  });

  test('groups a long array in ranges so that few rows are made', () => {
    const value = Array.from({ length: 1_000_000 }, (_, i) => i);
    const rows = flattenJson(value, new Set(), false);
    expect(rows.length).toBe(100);
    expect(rows[0]?.label).toBe('0 … 9999');
    expect(rows.at(-1)?.size).toBe(10_000);
  });

  test('reveals an element deep in ranges', () => {
    const value = { list: Array.from({ length: 25_000 }, (_, i) => ({ n: i })) };
    const path = ['list', 12_345, 'n'];
    const rows = flattenJson(value, new Set(keysToReveal(value, path)), false);
    expect(rows.find((row) => row.key === pathKey(path))?.text).toBe('12345');
    expect(rows.length).toBeLessThan(400);
  });

  test('cuts long strings and says how long they are', () => {
    const [row] = flattenJson({ text: 'x'.repeat(5000) }, new Set(), false);
    expect(row?.text.length).toBe(600);
    expect(row?.cutFrom).toBe(5000);
  });

  test('a scalar is one row', () => expect(flattenJson('hello', new Set(), false).map((row) => row.text)).toEqual(['hello']));
});

test('the first view stays within its budget but always opens the top', () => {
  const wide = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`k${i}`, { inner: i }]));
  const open = initiallyOpen(wide, 60);
  expect(open.has(pathKey([]))).toBe(true);
  expect(open.size).toBe(1);
  expect(initiallyOpen({ a: { b: { c: 1 } } }).size).toBe(3);
});

test('previews never exceed their limit', () => {
  const value = { messages: [{ role: 'user', content: 'x'.repeat(10_000) }], n: 1 };
  expect(previewJson(value, 80).length).toBeLessThanOrEqual(80);
  expect(previewJson({ a: 1, b: [true] }, 80)).toBe('{a: 1, b: [true]}');
});
