import { flattenJson, initiallyOpen, type JsonRow, keysToReveal, previewJson } from './flattenJson';
import { type JsonPath, valueAt } from './jsonPath';
import { isLarge, type LargeValue, largeValue, roughSize } from './largeValue';
import { searchJson } from './searchJson';

export const largeFrom = 64 * 1024;
const keptValues = 400;

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
  return {
    open: () => [...initiallyOpen(value)],
    rows: (open, showRoot) => flattenJson(value, new Set(open), showRoot),
    text: (path, start, length) => textSlice(valueAt(value, path), start, length),
    search: (words) => searchJson(value, words),
    reveal: (path) => keysToReveal(value, path),
  };
}

function textSlice(value: unknown, start: number, length: number): TextSlice {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
  return { text: text.slice(start, start + length), total: text.length };
}

/** Values that were too big to hand over; the oldest are forgotten, and a view of a forgotten one loads its row again. */
export class JsonStore {
  readonly #values = new Map<number, unknown>();
  #next = 1;

  /** Replaces the big fields of every row by handles. */
  keepLarge(rows: unknown): unknown {
    if (!Array.isArray(rows)) return rows;
    return rows.map((row) => {
      if (row === null || typeof row !== 'object' || isLarge(row)) return row;
      return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, this.#keep(value)]));
    });
  }

  source(handle: number): JsonSource {
    if (!this.#values.has(handle)) throw new Error('value-forgotten');
    return sourceOf(this.#values.get(handle));
  }

  #keep(value: unknown): unknown {
    if (value === null || (typeof value !== 'object' && typeof value !== 'string')) return value;
    const bytes = roughSize(value, Number.POSITIVE_INFINITY);
    if (bytes <= largeFrom) return value;
    const handle = this.#next++;
    this.#values.set(handle, value);
    if (this.#values.size > keptValues) {
      const oldest = this.#values.keys().next().value;
      if (oldest !== undefined) this.#values.delete(oldest);
    }
    return this.#placeholder(handle, bytes, value);
  }

  #placeholder(handle: number, bytes: number, value: unknown): LargeValue {
    if (typeof value === 'string') return largeValue(handle, bytes, 'string', value.slice(0, 4096));
    return largeValue(handle, bytes, Array.isArray(value) ? 'array' : 'object', previewJson(value, 600));
  }
}
