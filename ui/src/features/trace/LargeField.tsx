import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlane } from '@/api/planeContext';
import { TextLines } from '@/components/json';
import { ErrorBanner } from '@/components/state/ErrorBanner';
import { ErrorState } from '@/components/state/ErrorState';
import { formatBytes } from '@/lib/format';
import { FieldSection } from './FieldSection';
import { loadableUpTo } from './fieldSizes';
import type { FieldView } from './fieldView';
import { LargeFieldBar } from './LargeFieldBar';
import { fieldQuery } from './traceQueries';
import { useDownload } from './useDownload';
import { useLargeField } from './useLargeField';
import { useWholeField } from './useWholeField';

/** A large field: its beginning, or where a search found something, and the ways to the rest. */
export function LargeField({ place, version, bytes, label, tone, found }: FieldView) {
  const plane = usePlane();
  const queries = useQueryClient();
  const [fromBeginning, setFromBeginning] = useState<number | null>(null);
  const at = found && fromBeginning !== found.at ? found.at : 0;
  const parts = useLargeField(place, version, bytes, at);
  const whole = useWholeField(place, version);
  const download = useDownload(place);
  const what = label.toLowerCase();
  const bar = (
    <LargeFieldBar
      label={label}
      bytes={bytes}
      shown={whole.isDone ? { start: 0, end: bytes } : parts.data ? { start: parts.start, end: parts.data.end } : null}
      more={whole.isDone || !parts.hasNextPage ? null : { isLoading: parts.isFetchingNextPage, load: () => void parts.fetchNextPage() }}
      whole={whole.isDone || bytes > loadableUpTo ? null : whole}
      download={download}
      onBeginning={!whole.isDone && parts.start > 0 ? () => setFromBeginning(at) : null}
    />
  );
  const failure = whole.error ?? download.error ?? (parts.data ? parts.error : null);
  const retry = whole.error ? whole.load : download.error ? download.start : () => void parts.refetch();
  return (
    <>
      {failure !== null && <ErrorBanner error={failure} what={what} onRetry={retry} />}
      {whole.isDone ? (
        <FieldSection
          label={label}
          value={whole.value}
          bytes={bytes}
          tone={tone}
          find={found?.text}
          onLost={() => void queries.resetQueries({ queryKey: fieldQuery(plane, place, version).queryKey })}
          isOpen
          canCopy={false}
          below={bar}
        />
      ) : (
        <section aria-label={label} className="border-b border-line px-3 py-2">
          <div className="flex h-7 items-center gap-2">
            <h3 className={`text-sm font-medium ${tone === 'error' ? 'text-worse' : 'text-muted'}`}>{label}</h3>
            <span className="nums text-xs text-faint">{formatBytes(bytes)}</span>
          </div>
          {parts.data ? (
            <TextLines
              key={parts.start}
              text={parts.data.text}
              search={found?.text ?? ''}
              className={tone === 'error' || !parts.data.isString ? 'font-mono text-sm' : ''}
            />
          ) : parts.isError ? (
            <ErrorState error={parts.error} what={what} onRetry={() => void parts.refetch()} />
          ) : (
            <div className="h-40" aria-busy="true" />
          )}
          {bar}
        </section>
      )}
    </>
  );
}
