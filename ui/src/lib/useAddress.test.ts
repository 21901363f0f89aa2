import { expect, test } from 'vitest';
import { addressText, parseAddress } from './useAddress';

test('the state of a page survives its address', () => {
  const state = { q: 'a&b=c #1 + ü', sort: 'score x-desc', oid: 'row/1' };
  expect(parseAddress(addressText(state))).toEqual(state);
  expect(addressText({ q: '', oid: undefined })).toBe('');
});
