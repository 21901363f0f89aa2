/** One sequential ramp that grows steadily in lightness contrast, so that it reads without colour vision. */
export function scoreColor(share: number): string {
  return `color-mix(in oklch, var(--score-high) ${Math.round(share * 100)}%, var(--score-low))`;
}
