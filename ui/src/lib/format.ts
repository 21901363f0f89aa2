const exactCount = new Intl.NumberFormat('en-US');

/** `1.24 s`, `830 ms`, `2 m 05 s`; the argument is in seconds. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return '';
  const ms = seconds * 1000;
  if (ms < 0) return `-${formatDuration(-seconds)}`;
  if (ms < 1) return ms === 0 ? '0 ms' : '<1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (seconds < 59.995) return `${seconds.toFixed(2)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} m`;
}

/** Exact with separators. */
export function formatExact(value: number): string {
  return exactCount.format(value);
}

/** Exact until 9,999, then `12.4 k`. */
export function formatCount(value: number | null | undefined): string {
  if (value == null || !Number.isFinite(value)) return '';
  const size = Math.abs(value);
  if (size < 10_000) return exactCount.format(Number.isInteger(value) ? value : Number(value.toFixed(2)));
  for (const [limit, unit] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (size >= limit) return `${(value / limit).toFixed(size / limit >= 100 ? 0 : 1)} ${unit}`;
  }
  return String(value);
}

/** Dollars: four decimals below a dollar, two above. */
export function formatCost(dollars: number | null | undefined): string {
  if (dollars == null || !Number.isFinite(dollars)) return '';
  if (dollars === 0) return '$0';
  if (Math.abs(dollars) < 0.0001) return '<$0.0001';
  return `$${dollars.toFixed(Math.abs(dollars) < 1 ? 4 : 2)}`;
}

/** A score between 0 and 1 as a percentage with one decimal, so that columns align; anything else as a plain number. */
export function formatScore(score: number | null | undefined): string {
  if (score == null || !Number.isFinite(score)) return '';
  if (score < 0 || score > 1) return formatCount(score);
  const percent = score * 100;
  return score === 0 || score === 1 ? `${percent}%` : `${percent.toFixed(1)}%`;
}

/** A difference of scores in percentage points, without sign: the sign is drawn. */
export function formatPoints(delta: number): string {
  const points = Math.abs(delta) * 100;
  if (points > 0 && points < 0.05) return '<0.1';
  const rounded = Math.round(points * 10) / 10;
  return Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(1);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `now`, `12 s ago`, `3 m ago`, `5 h ago`, `yesterday`, `12 Mar`, `12 Mar 2024`. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1000;
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 5) return seconds < -60 ? formatDay(at, now) : 'now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  if (seconds < 2 * 86_400) return 'yesterday';
  if (seconds < 14 * 86_400) return `${Math.floor(seconds / 86_400)} d ago`;
  return formatDay(at, now);
}

function formatDay(at: Date, now: Date): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year });
}

/** Local time with milliseconds and the offset, for titles and copying. */
export function formatExactTime(at: Date): string {
  if (Number.isNaN(at.getTime())) return '';
  const two = (n: number) => String(n).padStart(2, '0');
  const offset = -at.getTimezoneOffset();
  const zone = offset === 0 ? 'UTC' : `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return (
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ` +
    `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')} ${zone}`
  );
}
