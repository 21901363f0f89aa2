import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
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
import { TraceBody } from './TraceBody';
import { TraceHeader } from './TraceHeader';
import { rootOfRowQuery, traceQuery } from './traceQueries';

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
  const trace = useQuery({
    ...traceQuery(plane, source, root ?? ''),
    enabled: root !== null,
    placeholderData: keepPreviousData,
    // A trace that still runs is followed; a finished one is left alone.
    refetchInterval: (query) => (isVisible && query.state.data?.model.isRunning ? 2_000 : false),
  });
  // While the next trace is on its way the one in sight stays as it is, at its own row.
  const shown = useRef({ rowId, root: root ?? '' });
  if (!trace.isPlaceholderData) shown.current = { rowId, root: root ?? '' };
  const toggleFull = () => setAddress({ panel: isFull ? undefined : 'full' });
  useKeys({ Escape: onClose, f: toggleFull, j: () => onStep?.(1), k: () => onStep?.(-1) });
  return (
    <section aria-label="Trace" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <TraceHeader
        tree={trace.data ?? null}
        isFull={isFull}
        canToggleFull={isWide}
        onToggleFull={toggleFull}
        onStep={onStep}
        onClose={onClose}
      />
      {lookUp.isError && root === null ? (
        <ErrorState error={lookUp.error} what="this row" onRetry={() => lookUp.refetch()} />
      ) : (
        <Await query={trace} what="this trace" skeleton={<SkeletonRows rowHeight={28} />}>
          {(tree) =>
            tree.count > 0 ? <TraceBody tree={tree} source={source} rowId={shown.current.rowId} rootSpanId={shown.current.root} /> : null
          }
        </Await>
      )}
    </section>
  );
}
