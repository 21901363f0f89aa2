export type JsonPath = Array<string | number>;

/** Text form of a path as the query language writes it: `metadata.models[0]."x y"`. */
export function pathText(path: JsonPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `${text === '' ? '' : '.'}"${step.replaceAll('"', '\\"')}"`;
  }
  return text;
}

/** A key for sets and maps; never shown. */
export function pathKey(path: JsonPath): string {
  return JSON.stringify(path);
}

export function valueAt(value: unknown, path: JsonPath): unknown {
  let current = value;
  for (const step of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}
