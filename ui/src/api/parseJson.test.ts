import { expect, test } from 'vitest';
import { parseJson } from './parseJson';

// Node 20 does not hand the source to a reviver; browsers that the product supports do.
const hasSource = (() => {
  let seen = false;
  JSON.parse('1', ((_: string, value: unknown, context?: { source?: string }) => {
    seen = context?.source === '1';
    return value;
  }) as never);
  return seen;
})();

test('ordinary numbers are numbers', () => expect(parseJson('{"a":1.5,"b":[0.1,12]}')).toEqual({ a: 1.5, b: [0.1, 12] }));

test.runIf(hasSource)('a number too long for a double keeps its digits', () => {
  expect(parseJson('{"a":12345678901234567890,"b":1e400,"c":7}')).toEqual({ a: '12345678901234567890', b: '1e400', c: 7 });
});
