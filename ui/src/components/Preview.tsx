import { cx } from '@/lib/cx';
import { previewJson } from '@/lib/json/flattenJson';
import { isLarge } from '@/lib/json/largeValue';

interface PreviewProps {
  value: unknown;
  lines?: 1 | 3;
  limit?: number;
}

/** A value in a table cell: text as it is, JSON as JSON, no more than the cell can show. */
export function Preview({ value, lines = 1, limit }: PreviewProps) {
  if (value === null || value === undefined) return <span className="text-faint">–</span>;
  const most = limit ?? (lines === 3 ? 420 : 180);
  const isText = typeof value === 'string';
  const text = isLarge(value) ? value.preview.slice(0, most) : isText ? value.slice(0, most) : previewJson(value, most);
  return (
    <span className={cx('min-w-0 break-words', lines === 3 ? 'clamp-3' : 'truncate', !isText && !isLarge(value) && 'font-mono')}>
      {text}
    </span>
  );
}
