import { describe, expect, test } from 'vitest';
import { randomNumbers } from '@/lib/trace/testing';
import { textPieces } from './textPieces';

/** The pieces put together again: a break stands where the text has one. */
function joined(text: string): string {
  let all = '';
  for (const piece of textPieces(text)) {
    if (all !== '' && text[all.length] === '\n' && text.startsWith(piece.text, all.length + 1)) all += '\n';
    all += piece.text;
  }
  return all;
}

describe('pieces of a text', () => {
  test('are bounded and miss nothing, whatever the lines', () => {
    const random = randomNumbers(3);
    for (let round = 0; round < 40; round++) {
      const lines = Array.from({ length: 1 + random(60) }, () => 'ab😀'.repeat(random(round % 2 ? 30 : 1500)));
      const text = lines.join('\n');
      const pieces = textPieces(text);
      expect(Math.max(...pieces.map((piece) => piece.text.length))).toBeLessThanOrEqual(2000);
      expect(joined(text).length).toBe(text.length);
      expect(
        pieces
          .map((piece) => piece.text)
          .join('')
          .replaceAll('\n', ''),
      ).toBe(text.replaceAll('\n', ''));
    }
  });

  test('hold whole lines where they fit', () => {
    const text = Array.from({ length: 500 }, (_, i) => `line ${i}`).join('\n');
    const pieces = textPieces(text);
    expect(pieces.length).toBeLessThan(5);
    expect(pieces.map((piece) => piece.text).join('\n')).toBe(text);
    expect(pieces.reduce((sum, piece) => sum + piece.lines, 0)).toBe(500);
  });

  test('of an empty text is one', () => {
    expect(textPieces('')).toEqual([{ text: '', lines: 1 }]);
  });
});
