/** Half the width of the 95 % interval of a mean, by the normal approximation; null below two values. */
export function meanInterval(values: number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return 1.96 * Math.sqrt(variance / n);
}
