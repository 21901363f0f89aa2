import { expect, test } from 'vitest';
import { randomNumbers } from '@/lib/trace/testing';
import { rangeOf, textOfSlice } from './jsonSlice';

function slices(json: string, size: number): string {
  const all = new TextEncoder().encode(json);
  let text = '';
  for (let start = 0; start < all.length; start += size) {
    const { first, last } = rangeOf(start, start + size, all.length);
    text += textOfSlice(all.subarray(first, last + 1), start, start + size, all.length, json.startsWith('"'));
  }
  return text;
}

const sizes = [1, 2, 3, 5, 7, 16, 64];
const pieces = ['a', 'é', '東', '😀', '\\n', '\\\\', '\\"', '\\u00e9', '\\ud83d\\ude00', '\\\\u0041', '/'];

test('slices of any size give the content of a string, whatever escapes they cut', () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 60; round++) {
    const json = `"${Array.from({ length: 1 + random(120) }, () => pieces[random(pieces.length)]).join('')}"`;
    for (const size of sizes) expect(slices(json, size)).toBe(JSON.parse(json));
  }
});

test('slices of anything but a string give the text as it stands', () => {
  const json = JSON.stringify({ é: ['東😀', '\n"\\'], n: 1e21 });
  for (const size of sizes) expect(slices(json, size)).toBe(json);
});
