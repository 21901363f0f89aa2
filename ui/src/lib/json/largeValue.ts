const brand = '\u0000large';

/** Stands for a big field of a row: the value itself stays in the worker that parsed it and is read piecewise. */
export interface LargeValue {
  [brand]: true;
  handle: number;
  /** Approximate size of the JSON text. */
  bytes: number;
  kind: 'string' | 'array' | 'object';
  preview: string;
}

export function largeValue(handle: number, bytes: number, kind: LargeValue['kind'], preview: string): LargeValue {
  return { [brand]: true, handle, bytes, kind, preview };
}

export function isLarge(value: unknown): value is LargeValue {
  return value !== null && typeof value === 'object' && brand in value;
}

/** Rough length of the JSON text; stops counting above `limit`. */
export function roughSize(value: unknown, limit: number): number {
  let size = 0;
  const stack: unknown[] = [value];
  while (stack.length > 0 && size <= limit) {
    const current = stack.pop();
    if (typeof current === 'string') size += current.length + 2;
    else if (current === null || typeof current !== 'object') size += 5;
    else if (Array.isArray(current)) {
      size += 2 + current.length;
      if (size <= limit) for (const inner of current) stack.push(inner);
    } else {
      for (const key of Object.keys(current)) {
        size += key.length + 4;
        stack.push((current as Record<string, unknown>)[key]);
      }
    }
  }
  return size;
}
