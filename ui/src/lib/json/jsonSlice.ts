/** How far a slice is read beyond its ends, so that no character and no escape is taken apart. */
const margin = 96;

/** The bytes to ask for, both ends included, to read the characters that begin in a slice. */
export function rangeOf(start: number, end: number, total: number): { first: number; last: number } {
  return { first: Math.max(0, start - margin), last: Math.min(total, end + margin) - 1 };
}

/**
 * The characters of a JSON text that begin in a slice: of a string its content, of anything else the text as it stands.
 * `bytes` are those of `rangeOf`; slices that follow each other give the whole text without a gap or an overlap.
 */
export function textOfSlice(bytes: Uint8Array, start: number, end: number, total: number, isString: boolean): string {
  const { first } = rangeOf(start, end, total);
  const from = unitStart(bytes, start - first, isString) + (isString && start === 0 ? 1 : 0);
  const to = unitStart(bytes, Math.min(end, total) - first, isString) - (isString && end >= total ? 1 : 0);
  const text = new TextDecoder().decode(bytes.subarray(from, Math.max(from, to)));
  return isString ? (JSON.parse(`"${text}"`) as string) : text;
}

const backslash = 0x5c;
const letterU = 0x75;

/** The first place at or behind `at` at which a character or an escape begins. */
function unitStart(bytes: Uint8Array, at: number, isString: boolean): number {
  let place = at;
  while (place < bytes.length && ((bytes[place] as number) & 0xc0) === 0x80) place++;
  if (!isString) return place;
  // An escape has six bytes at most, two of them that make one character twelve.
  for (let before = Math.max(0, place - 11); before < place; before++) {
    const length = escapeLength(bytes, before);
    if (length > 0 && before + length > place) return before + length;
  }
  return place;
}

/** The length of the escape, or pair of escapes, that begins at a place; 0 when none does. */
function escapeLength(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== backslash || isEscaped(bytes, at)) return 0;
  if (bytes[at + 1] !== letterU) return 2;
  return isSurrogate(bytes, at, /^d[89ab]/i) && bytes[at + 6] === backslash && isSurrogate(bytes, at + 6, /^d[c-f]/i) ? 12 : 6;
}

function isSurrogate(bytes: Uint8Array, at: number, half: RegExp): boolean {
  return bytes[at + 1] === letterU && half.test(String.fromCharCode(bytes[at + 2] ?? 0, bytes[at + 3] ?? 0));
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let slashes = 0;
  while (at - slashes - 1 >= 0 && bytes[at - slashes - 1] === backslash) slashes++;
  return slashes % 2 === 1;
}
