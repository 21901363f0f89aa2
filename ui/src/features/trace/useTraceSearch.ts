import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RowSource } from '@/api/btql';
import { usePlane } from '@/api/planeContext';
import type { SearchMode } from '@/api/traces';
import { soughtText } from '@/lib/trace/soughtText';
import type { TraceHit } from '@/lib/trace/traceHits';
import type { TraceTree } from '@/lib/trace/traceTree';
import { useAddress } from '@/lib/useAddress';
import { searchQuery } from './traceQueries';

export interface TraceSearchState {
  text: string;
  mode: SearchMode;
  /** What is marked where it stands. */
  marked: string;
  setText(text: string): void;
  setMode(mode: SearchMode): void;
  /** By row id; null before the first answer. */
  hits: ReadonlyMap<string, TraceHit> | null;
  /** The places of the hits from top to bottom. */
  places: number[];
  isComplete: boolean;
  /** The answer in sight is not yet one to what is sought. */
  isPending: boolean;
  error: Error | null;
  retry(): void;
}

const none: number[] = [];

/** A search of the server within a trace; the text and the mode are in the address. What is typed next ends the request before. */
export function useTraceSearch(tree: TraceTree, source: RowSource, rootSpanId: string): TraceSearchState {
  const plane = usePlane();
  const [address, setAddress] = useAddress();
  const text = address.find ?? '';
  const mode: SearchMode = address.find_as === 'words' ? 'words' : 'text';
  const version = tree.model.isRunning ? 'running' : tree.model.version;
  const answer = useQuery({
    ...searchQuery(plane, source, rootSpanId, version, text, mode),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
  const data = text === '' ? undefined : answer.data;
  const hits = useMemo(() => (data ? new Map(data.hits.map((hit) => [hit.id, hit])) : null), [data]);
  const places = useMemo(() => (hits ? tree.findAll(new Set(hits.keys())) : none), [tree, hits]);
  return {
    text,
    mode,
    marked: text === '' ? '' : soughtText(text, mode),
    setText: (find) => setAddress({ find: find || undefined }),
    setMode: (next) => setAddress({ find_as: next === 'words' ? 'words' : undefined }),
    hits,
    places,
    isComplete: data?.is_complete ?? true,
    isPending: answer.isFetching,
    error: answer.error,
    retry: () => void answer.refetch(),
  };
}
