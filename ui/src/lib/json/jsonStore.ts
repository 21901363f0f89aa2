import { flattenJson, initiallyOpen, type JsonRow, keysToReveal, previewJson } from './flattenJson';
import { type JsonPath, pathKey, valueAt } from './jsonPath';
import { isLarge, type LargeValue, largeValue, roughSize } from './largeValue';
import { searchJson } from './searchJson';

export const largeFrom = 64 * 1024;
const keptBytes = 96 * 1024 * 1024;

/** What a JSON view asks of a value, wherever the value lies. */
export interface JsonSource {
  open(): Promise<string[]> | string[];
  rows(open: string[], showRoot: boolean): Promise<JsonRow[]> | JsonRow[];
  /** Text of the value at a path, strings as they are and everything else as indented JSON, from `start` for `length` characters. */
  text(path: JsonPath, start: number, length: number): Promise<TextSlice> | TextSlice;
  search(words: string): Promise<JsonPath[]> | JsonPath[];
  reveal(path: JsonPath): Promise<string[]> | string[];
}

export interface TextSlice {
  text: string;
  total: number;
}

export function sourceOf(value: unknown): JsonSource {
  // Of a long text one part after the other is asked for.
  let last: { key: string; text: string } | null = null;
  const textOf = (path: JsonPath) => {
    const key = pathKey(path);
    if (last?.key !== key) last = { key, text: textAt(value, path) };
    return last.text;
  };
  return {
    open: () => [...initiallyOpen(value)],
    rows: (open, showRoot) => flattenJson(value, new Set(open), showRoot),
    text: (path, start, length) => {
      const text = textOf(path);
      return { text: text.slice(start, start + length), total: text.length };
    },
    search: (words) => searchJson(value, words),
    reveal: (path) => keysToReveal(value, path),
  };
}

function textAt(value: unknown, path: JsonPath): string {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : (JSON.stringify(found, null, 2) ?? '');
}

/** Values that were too big to hand over; the oldest are forgotten, and a view of a forgotten one loads its row again. */
export class JsonStore {
  readonly #values = new Map<number, { source: JsonSource; bytes: number }>();
  #bytes = 0;
  #next = 1;

  /** Replaces the big fields of every row by handles. */
  keepLarge(rows: unknown): unknown {
    if (!Array.isArray(rows)) return rows;
    return rows.map((row) => {
      if (row === null || typeof row !== 'object' || isLarge(row)) return row;
      return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, this.keep(value)]));
    });
  }

  source(handle: number): JsonSource {
    const kept = this.#values.get(handle);
    if (!kept) throw new Error('value-forgotten');
    return kept.source;
  }

  /** Replaces a big value by a handle. */
  keep(value: unknown): unknown {
    if (value === null || (typeof value !== 'object' && typeof value !== 'string')) return value;
    const bytes = roughSize(value, Number.POSITIVE_INFINITY);
    if (bytes <= largeFrom) return value;
    const handle = this.#next++;
    this.#values.set(handle, { source: sourceOf(value), bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#values) {
      if (this.#bytes <= keptBytes || oldest === handle) break;
      this.#values.delete(oldest);
      this.#bytes -= freed;
    }
    return this.#placeholder(handle, bytes, value);
  }

  #placeholder(handle: number, bytes: number, value: unknown): LargeValue {
    if (typeof value === 'string') return largeValue(handle, bytes, 'string', value.slice(0, 4096));
    return largeValue(handle, bytes, Array.isArray(value) ? 'array' : 'object', previewJson(value, 600));
  }
}
