import { expect, test } from 'vitest';
import { addKeys, keyMember, matchKey } from './matchKey';

test('the order of members does not count', () => {
  expect(matchKey({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(matchKey({ b: [{ d: 3, c: 2 }], a: 1 }));
});

test('long values that differ in one place have different keys of bounded length', () => {
  const text = 'x'.repeat(100_000);
  expect(matchKey(`${text}a`)).not.toBe(matchKey(`${text}b`));
  expect(matchKey(text).length).toBeLessThan(60);
});

test('absent and null are the same input', () => {
  const rows = [{ id: 1 }, { id: 2, input: null }] as Array<Record<string, unknown>>;
  addKeys(rows, 'input');
  expect(rows[0]?.[keyMember]).toBe(rows[1]?.[keyMember]);
});
