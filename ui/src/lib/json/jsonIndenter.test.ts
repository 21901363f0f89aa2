import { expect, test } from 'vitest';
import { JsonIndenter } from './jsonIndenter';

const values = [
  { a: 1, 'b "q"': [], c: {}, d: [1, [2, { e: 'x, {y}: [z]\\' }], null], f: '\n"\\' },
  [],
  {},
  'only, a: {string}',
  [[[]], { a: { b: [true, -1.5e-7] } }],
];

test('pieces of any size come out as indented JSON', () => {
  for (const value of values) {
    for (const text of [JSON.stringify(value), JSON.stringify(value, null, '\t')]) {
      for (const size of [1, 2, 3, 7, 1000]) {
        const indenter = new JsonIndenter();
        let out = '';
        for (let at = 0; at < text.length; at += size) out += indenter.add(text.slice(at, at + size));
        expect(out).toBe(JSON.stringify(value, null, 2));
      }
    }
  }
});

test('a beginning is what it will be in the whole', () => {
  const whole = JSON.stringify(values[0], null, 2);
  expect(whole.startsWith(new JsonIndenter().add(JSON.stringify(values[0]).slice(0, 40)))).toBe(true);
});
