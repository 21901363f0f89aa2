import { canonicalJson } from './canonical';

const wholeUpTo = 200;

/** The member that holds a row's key, when a request asked for one. */
export const keyMember = '$key';

/** Text that is equal for equal JSON values; long values are hashed to 106 bits plus their length. */
export function matchKey(value: unknown): string {
  const text = canonicalJson(value ?? null);
  return text.length <= wholeUpTo ? text : `#${text.length}.${hash53(text, 1)}.${hash53(text, 2)}`;
}

/** Adds to each row the key of one field, in place. */
export function addKeys(rows: unknown, field: string): void {
  if (!Array.isArray(rows)) return;
  for (const row of rows as Array<Record<string, unknown>>) row[keyMember] = matchKey(row[field]);
}

// cyrb53: quick and well spread; nothing depends on it being hard to invert.
function hash53(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
