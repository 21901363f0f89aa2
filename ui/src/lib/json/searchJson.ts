import type { JsonPath } from './jsonPath';

/** Paths of values whose name or text holds the words, in document order, at most `limit`. */
export function searchJson(value: unknown, words: string, limit = 500): JsonPath[] {
  const needle = words.toLowerCase();
  const found: JsonPath[] = [];
  if (needle === '') return found;
  // An explicit stack: values may be nested a thousand deep.
  const stack: Array<[unknown, JsonPath]> = [[value, []]];
  while (stack.length > 0 && found.length < limit) {
    const [current, path] = stack.pop() as [unknown, JsonPath];
    const name = path.at(-1);
    const container = current !== null && typeof current === 'object';
    const nameHit = typeof name === 'string' && name.toLowerCase().includes(needle);
    if (nameHit || (!container && String(current).toLowerCase().includes(needle))) found.push(path);
    if (!container) continue;
    const names: Array<string | number> = Array.isArray(current) ? [...current.keys()] : Object.keys(current);
    for (let i = names.length - 1; i >= 0; i--) {
      const step = names[i] as string | number;
      stack.push([(current as Record<string | number, unknown>)[step], [...path, step]]);
    }
  }
  return found;
}
