import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RowSource } from '@/api/btql';
import { usePlane } from '@/api/planeContext';
import { Await } from '@/components/state/Await';
import { ErrorState } from '@/components/state/ErrorState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { useAddress } from '@/lib/useAddress';
import { coverBelow } from '@/lib/useCovered';
import { useKeys } from '@/lib/useKeys';
import { useMedia } from '@/lib/useMedia';
import { useVisible } from '@/lib/useVisible';
import { buildTrace, isRunning } from './buildTrace';
import { TraceBody } from './TraceBody';
import { TraceHeader } from './TraceHeader';
import { rootOfRowQuery, spanHeadsQuery } from './traceQueries';

interface TracePanelProps {
  source: RowSource;
  rowId: string;
  /** Known when the row stands in the table; otherwise it is asked for. */
  rootSpanId: string | null;
  isFull: boolean;
  onStep?(step: 1 | -1): void;
  onClose(): void;
}

/** The one trace view: beside any table whose rows are spans. */
export function TracePanel({ source, rowId, rootSpanId, isFull, onStep, onClose }: TracePanelProps) {
  const plane = usePlane();
  const isVisible = useVisible();
  const isWide = useMedia(`(min-width: ${coverBelow}px)`);
  const [, setAddress] = useAddress();
  const lookUp = useQuery({ ...rootOfRowQuery(plane, source, rowId), enabled: rootSpanId === null });
  const root = rootSpanId ?? lookUp.data ?? null;
  const heads = useQuery({
    ...spanHeadsQuery(plane, source, root ?? ''),
    enabled: root !== null,
    placeholderData: keepPreviousData,
    // A trace that still runs is followed; a finished one is left alone.
    refetchInterval: (query) => (isVisible && query.state.data && isRunning(buildTrace(query.state.data)) ? 2_000 : false),
  });
  const trace = useMemo(() => (heads.data ? buildTrace(heads.data) : null), [heads.data]);
  const toggleFull = () => setAddress({ panel: isFull ? undefined : 'full' });
  useKeys({ Escape: onClose, f: toggleFull, j: () => onStep?.(1), k: () => onStep?.(-1) });
  return (
    <section aria-label="Trace" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <TraceHeader trace={trace} isFull={isFull} canToggleFull={isWide} onToggleFull={toggleFull} onStep={onStep} onClose={onClose} />
      {lookUp.isError && root === null ? (
        <ErrorState error={lookUp.error} what="this row" onRetry={() => lookUp.refetch()} />
      ) : (
        <Await query={heads} what="this trace" skeleton={<SkeletonRows rowHeight={28} />}>
          {() => (trace && trace.nodes.length > 0 ? <TraceBody trace={trace} source={source} rowId={rowId} /> : null)}
        </Await>
      )}
    </section>
  );
}
