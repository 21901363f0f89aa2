export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** Equal bins over 0..1 when every value lies there, otherwise over the range of the values. The last bin includes its end. */
export function histogram(values: number[], bins: number): Bin[] {
  let low = 0;
  let high = 1;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const width = (high - low) / bins;
  const result = Array.from({ length: bins }, (_, i) => ({ from: low + i * width, to: low + (i + 1) * width, count: 0 }));
  for (const value of values) {
    const bin = result[Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)))];
    if (bin) bin.count++;
  }
  return result;
}

export function mean(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
