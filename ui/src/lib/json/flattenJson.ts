import { type JsonPath, pathKey } from './jsonPath';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'range';

export interface JsonRow {
  /** Unique among the rows of one value; ranges of long arrays have a key of their own. */
  key: string;
  path: JsonPath;
  depth: number;
  label: string | null;
  kind: JsonKind;
  /** Scalars: the text to show, cut at `cutAt`. Containers: a short preview. */
  text: string;
  /** Length of the whole string, when `text` was cut. */
  cutFrom: number | null;
  size: number;
  open: boolean;
}

const rangeSize = 100;
const cutAt = 600;

export function isContainer(kind: JsonKind): boolean {
  return kind === 'object' || kind === 'array' || kind === 'range';
}

/**
 * The rows that are visible when the containers in `open` are unfolded. Members of long containers are grouped in ranges of a
 * hundred, so that the work is bounded by what a person has unfolded and not by the size of the value.
 */
export function flattenJson(value: unknown, open: ReadonlySet<string>, showRoot = true): JsonRow[] {
  const rows: JsonRow[] = [];
  if (showRoot || value === null || typeof value !== 'object') visit(value, [], 0, null, open, rows);
  else members(value, [], -1, open, rows);
  return rows;
}

function visit(value: unknown, path: JsonPath, depth: number, label: string | null, open: ReadonlySet<string>, rows: JsonRow[]): void {
  const key = pathKey(path);
  const kind = kindOf(value);
  if (value === null || typeof value !== 'object') {
    const full = typeof value === 'string' ? value : String(value);
    const cut = full.length > cutAt;
    rows.push({
      key,
      path,
      depth,
      label,
      kind,
      text: cut ? full.slice(0, cutAt) : full,
      cutFrom: cut ? full.length : null,
      size: 0,
      open: false,
    });
    return;
  }
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  const isOpen = open.has(key) && size > 0;
  rows.push({ key, path, depth, label, kind, text: previewJson(value, 90), cutFrom: null, size, open: isOpen });
  if (isOpen) members(value, path, depth, open, rows);
}

function members(value: object, path: JsonPath, depth: number, open: ReadonlySet<string>, rows: JsonRow[]): void {
  const keys = Array.isArray(value) ? null : Object.keys(value);
  const size = keys ? keys.length : (value as unknown[]).length;
  memberRange(value, keys, 0, size, path, depth, open, rows);
}

function memberRange(
  value: object,
  keys: string[] | null,
  from: number,
  to: number,
  path: JsonPath,
  depth: number,
  open: ReadonlySet<string>,
  rows: JsonRow[],
): void {
  let step = 1;
  while ((to - from) / step > rangeSize) step *= rangeSize;
  for (let start = from; start < to; start += step) {
    if (step === 1) {
      const name = keys ? (keys[start] as string) : start;
      visit((value as Record<string | number, unknown>)[name], [...path, name], depth + 1, String(name), open, rows);
      continue;
    }
    const end = Math.min(start + step, to);
    const key = rangeKey(path, start, end);
    const isOpen = open.has(key);
    rows.push({
      key,
      path,
      depth: depth + 1,
      label: `${start} … ${end - 1}`,
      kind: 'range',
      text: '',
      cutFrom: null,
      size: end - start,
      open: isOpen,
    });
    if (isOpen) memberRange(value, keys, start, end, path, depth + 1, open, rows);
  }
}

export function rangeKey(path: JsonPath, start: number, end: number): string {
  return `${pathKey(path)}@${start}-${end}`;
}

/** Keys to unfold so that the value at `path` is visible: its containers and, in long containers, the ranges above it. */
export function keysToReveal(value: unknown, path: JsonPath): string[] {
  const keys: string[] = [];
  let current = value;
  for (let depth = 0; depth < path.length; depth++) {
    if (current === null || typeof current !== 'object') break;
    const above = path.slice(0, depth);
    keys.push(pathKey(above));
    const step = path[depth] as string | number;
    const names = Array.isArray(current) ? null : Object.keys(current);
    const index = names ? names.indexOf(String(step)) : Number(step);
    let from = 0;
    let to = names ? names.length : (current as unknown[]).length;
    while (to - from > rangeSize) {
      let width = 1;
      while ((to - from) / width > rangeSize) width *= rangeSize;
      const start = from + Math.floor((index - from) / width) * width;
      const end = Math.min(start + width, to);
      keys.push(rangeKey(above, start, end));
      from = start;
      to = end;
    }
    current = (current as Record<string | number, unknown>)[step];
  }
  return keys;
}

/** Containers to unfold at first: level by level while the view stays below `budget` rows. */
export function initiallyOpen(value: unknown, budget = 60): Set<string> {
  const open = new Set<string>();
  let level: Array<[unknown, JsonPath]> = [[value, []]];
  let rows = 1;
  while (level.length > 0) {
    const next: Array<[unknown, JsonPath]> = [];
    for (const [current, path] of level) {
      if (current === null || typeof current !== 'object') continue;
      const names: Array<string | number> = Array.isArray(current) ? [...current.keys()].slice(0, budget + 1) : Object.keys(current);
      if (path.length > 0 && rows + names.length > budget) continue;
      rows += Math.min(names.length, rangeSize);
      open.add(pathKey(path));
      if (names.length > rangeSize) continue;
      for (const name of names) next.push([(current as Record<string | number, unknown>)[name], [...path, name]]);
    }
    level = next;
  }
  return open;
}

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'object' || type === 'string' || type === 'number' || type === 'boolean' ? type : 'string';
}

/** One line of JSON of at most `limit` characters; never walks more of the value than it shows. */
export function previewJson(value: unknown, limit: number): string {
  if (typeof value === 'string') return cutText(JSON.stringify(value.slice(0, limit + 1)), limit);
  if (value === null || typeof value !== 'object') return String(value);
  let text = Array.isArray(value) ? '[' : '{';
  let first = true;
  const names = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const name of names) {
    if (text.length > limit) break;
    text += first ? '' : ', ';
    first = false;
    if (!Array.isArray(value)) text += `${name}: `;
    text += previewJson((value as Record<string | number, unknown>)[name], Math.max(12, limit - text.length));
  }
  return cutText(text + (Array.isArray(value) ? ']' : '}'), limit);
}

function cutText(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
