import { formatExactTime, formatRelative } from '@/lib/format';
import { useNow } from '@/lib/useNow';

export function RelativeTime({ at, className }: { at: string | null | undefined; className?: string }) {
  const now = useNow();
  if (!at) return null;
  const date = new Date(at);
  return (
    <time dateTime={at} title={formatExactTime(date)} className={className}>
      {formatRelative(date, now)}
    </time>
  );
}
