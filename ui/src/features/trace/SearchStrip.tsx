import { ChevronDown, ChevronUp, WholeWord } from 'lucide-react';
import { ApiError } from '@/api/errors';
import { mostHits } from '@/api/traces';
import { Button } from '@/components/Button';
import { IconButton } from '@/components/IconButton';
import { formatExact } from '@/lib/format';
import { rowOf } from '@/lib/trace/visiblePlaces';
import type { TraceSearchState } from './useTraceSearch';

interface SearchStripProps {
  search: TraceSearchState;
  selected: number;
  onHit(by: 1 | -1): void;
}

/** What a search within the trace found, and the ways through it. */
export function SearchStrip({ search, selected, onHit }: SearchStripProps) {
  const { error, mode, places } = search;
  const isTooLarge = error instanceof ApiError && error.status === 413 && mode === 'text';
  return (
    <div className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-1 border-b border-line pr-2 pl-3 text-sm text-muted">
      <span role={error ? 'alert' : 'status'} className={error ? 'basis-full pt-1 break-words text-worse' : 'nums min-w-0 truncate'}>
        {error ? failure(error, isTooLarge) : words(search, selected)}
      </span>
      <span className="ml-auto flex shrink-0 items-center">
        {error && (
          <Button look="quiet" onClick={isTooLarge ? () => search.setMode('words') : search.retry}>
            {isTooLarge ? 'Search whole words' : 'Retry'}
          </Button>
        )}
        <IconButton
          icon={WholeWord}
          label="Whole words only"
          size="small"
          pressed={mode === 'words'}
          onClick={() => search.setMode(mode === 'words' ? 'text' : 'words')}
        />
        <IconButton
          icon={ChevronUp}
          label="Previous hit"
          keys="⇧ n"
          size="small"
          disabled={places.length === 0}
          onClick={() => onHit(-1)}
        />
        <IconButton icon={ChevronDown} label="Next hit" keys="n" size="small" disabled={places.length === 0} onClick={() => onHit(1)} />
      </span>
    </div>
  );
}

function failure(error: Error, isTooLarge: boolean): string {
  return isTooLarge
    ? 'The fields are too large to be searched for letters. Words are found in fields of any size.'
    : `The search failed: ${error.message}`;
}

function words({ hits, isComplete, isPending, places }: TraceSearchState, selected: number): string {
  if (hits === null || (isPending && places.length === 0)) return 'Searching…';
  if (places.length === 0) return 'No span has it';
  const many = isComplete ? formatExact(places.length) : `the first ${formatExact(mostHits)}`;
  const at = rowOf(places, selected);
  if (at >= 0) return `${formatExact(at + 1)} of ${many}${isPending ? ' …' : ''}`;
  return `${isComplete ? many : `The first ${formatExact(mostHits)}`} ${places.length === 1 ? 'span' : 'spans'}${isPending ? ' …' : ''}`;
}
