/** Ascending; numbers by size, text by the reader's alphabet with numbers inside by value. */
const text = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return text.compare(String(a), String(b));
}
