import { Button } from '@/components/Button';
import { formatBytes } from '@/lib/format';

interface LargeFieldBarProps {
  label: string;
  bytes: number;
  /** Bytes that are in sight; null before the first part has come. */
  shown: { start: number; end: number } | null;
  more: { isLoading: boolean; load(): void } | null;
  whole: { isLoading: boolean; loaded: number; load(): void; cancel(): void } | null;
  download: { loaded: number | null; start(): void; cancel(): void };
  onBeginning: (() => void) | null;
}

/** How much of a large field is shown, and what can be done about the rest. */
export function LargeFieldBar({ label, bytes, shown, more, whole, download, onBeginning }: LargeFieldBarProps) {
  const what = label.toLowerCase();
  const all = formatBytes(bytes);
  return (
    <div className="nums mt-1.5 flex flex-wrap items-center gap-x-1 gap-y-1 text-sm text-muted">
      <span role="status" className="mr-2">
        {whole?.isLoading
          ? `${formatBytes(whole.loaded)} of ${all} loaded`
          : download.loaded !== null
            ? `${formatBytes(download.loaded)} of ${all} downloaded`
            : shown
              ? extent(shown, bytes)
              : ''}
      </span>
      {onBeginning && (
        <Button look="quiet" onClick={onBeginning}>
          From the beginning
        </Button>
      )}
      {more && !whole?.isLoading && (
        <Button look="quiet" aria-label={`Load more of ${what}`} disabled={more.isLoading} onClick={more.load}>
          Load more
        </Button>
      )}
      {whole &&
        (whole.isLoading ? (
          <Button look="quiet" aria-label={`Stop loading ${what}`} onClick={whole.cancel}>
            Stop
          </Button>
        ) : (
          <Button look="quiet" aria-label={`Load all of ${what}`} onClick={whole.load}>
            Load all
          </Button>
        ))}
      {download.loaded === null ? (
        <Button look="quiet" aria-label={`Download ${what}`} onClick={download.start}>
          Download
        </Button>
      ) : (
        <Button look="quiet" aria-label={`Stop downloading ${what}`} onClick={download.cancel}>
          Stop
        </Button>
      )}
    </div>
  );
}

function extent({ start, end }: { start: number; end: number }, bytes: number): string {
  if (start === 0) return end >= bytes ? `All ${formatBytes(bytes)} loaded` : `${formatBytes(end)} of ${formatBytes(bytes)} shown`;
  const part = formatBytes(end - start);
  return end >= bytes
    ? `The last ${part} of ${formatBytes(bytes)} shown`
    : `${part} of ${formatBytes(bytes)} shown, from ${formatBytes(start)} on`;
}
