import { expect, test } from 'vitest';
import { logFilter } from './logFilter';

test('words are searched in every field and quoted', () => {
  expect(logFilter(undefined, false)).toBeUndefined();
  expect(logFilter('  ', false)).toBeUndefined();
  expect(logFilter("don't", false)).toContain("input MATCH 'don''t' OR output MATCH 'don''t'");
  expect(logFilter('x', true)).toMatch(/^\(.*\) AND error IS NOT NULL$/);
});
