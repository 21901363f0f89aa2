import { ArrowUp, SearchX } from 'lucide-react';
import { useRef } from 'react';
import { usePlane } from '@/api/planeContext';
import { useProject } from '@/api/projectContext';
import type { TraceSummary } from '@/api/rows';
import { SplitPane } from '@/components/SplitPane';
import { StatusLine } from '@/components/StatusLine';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { ErrorBanner } from '@/components/state/ErrorBanner';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { DataTable, type DataTableHandle } from '@/components/table';
import { FirstSteps } from '@/features/onboarding';
import { TracePanel } from '@/features/trace';
import { formatCount, formatExact } from '@/lib/format';
import { useAddress } from '@/lib/useAddress';
import { useKeys } from '@/lib/useKeys';
import { logColumns } from './logColumns';
import { useLogs } from './useLogs';

/** The table of traces and, beside it, the open one. */
export function LogList({ filter }: { filter: string | undefined }) {
  const plane = usePlane();
  const project = useProject();
  const [address, setAddress] = useAddress();
  const table = useRef<DataTableHandle<TraceSummary>>(null);
  const logs = useLogs(plane, project.id, filter);
  const openId = address.oid ?? null;
  const openRow = logs.rows.find((row) => row.id === openId) ?? null;

  const open = (row: TraceSummary) => setAddress({ oid: row.id, span: undefined }, { push: openId === null });
  const step = (by: 1 | -1) => {
    const next = table.current?.neighbour(openId, by);
    if (next) open(next);
  };
  const close = () => {
    setAddress({ oid: undefined, span: undefined, panel: undefined });
    table.current?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1) });

  const list = (
    <div className="relative flex min-w-0 flex-1 flex-col">
      <Await query={logs.head} what="the logs" skeleton={<SkeletonRows />}>
        {() => (
          <>
            {logs.held > 0 && (
              <button
                type="button"
                className="appear absolute top-10 left-1/2 z-20 inline-flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent-fill px-3 text-sm font-medium text-on-accent shadow-(--shadow-float)"
                onClick={() => {
                  logs.showHeld();
                  table.current?.scrollToTop();
                }}
              >
                <ArrowUp size={14} strokeWidth={2} aria-hidden />
                {formatCount(logs.held)} new {logs.held === 1 ? 'trace' : 'traces'}
              </button>
            )}
            {logs.olderError !== null && <ErrorBanner error={logs.olderError} what="older traces" onRetry={logs.retryOlder} />}
            <DataTable
              label="Logs"
              columns={logColumns}
              rows={logs.rows}
              rowId={(row) => row.id}
              openId={openId}
              onOpen={open}
              onEnd={logs.loadOlder}
              onLeaveTop={logs.setAtTop}
              handle={table}
              empty={
                filter === undefined ? (
                  <FirstSteps project={project.name} what="row" />
                ) : (
                  <EmptyState icon={SearchX} title="No trace fits">
                    The search finds whole words in any span of a trace.
                  </EmptyState>
                )
              }
            />
            <StatusLine>
              {formatExact(logs.rows.length)} {logs.rows.length === 1 ? 'trace' : 'traces'} loaded
              {logs.hasMore ? ', older ones follow as you scroll' : ''}
            </StatusLine>
          </>
        )}
      </Await>
    </div>
  );
  return (
    <SplitPane
      name="logs"
      label="Width of the trace panel"
      first={list}
      isFull={address.panel === 'full'}
      defaultSize={760}
      minSize={340}
      second={
        openId === null ? null : (
          <TracePanel
            source={{ kind: 'project_logs', id: project.id }}
            rowId={openId}
            rootSpanId={openRow?.root_span_id ?? null}
            isFull={address.panel === 'full'}
            onStep={step}
            onClose={close}
          />
        )
      }
    />
  );
}
