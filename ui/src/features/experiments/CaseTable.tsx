import { FlaskConical, SearchX } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { Experiment } from '@/api/objects';
import { type TraceSummary, tokensOf } from '@/api/rows';
import { SplitPane } from '@/components/SplitPane';
import { StatusLine } from '@/components/StatusLine';
import { EmptyState } from '@/components/state/EmptyState';
import { DataTable, type DataTableHandle, parseSort, sortText } from '@/components/table';
import { TracePanel } from '@/features/trace';
import { formatExact } from '@/lib/format';
import { useAddress } from '@/lib/useAddress';
import { useKeys } from '@/lib/useKeys';
import { caseColumns } from './caseColumns';
import type { Cases } from './experimentQueries';
import { scoreNames } from './scoreNames';
import type { Comparison } from './useComparison';

interface CaseTableProps {
  experiment: Experiment;
  cases: Cases;
  shown: TraceSummary[];
  comparison: Comparison | null;
  isTall: boolean;
}

/** A row per case and, beside it, the trace of the open one. */
export function CaseTable({ experiment, cases, shown, comparison, isTall }: CaseTableProps) {
  const [address, setAddress] = useAddress();
  const table = useRef<DataTableHandle<TraceSummary>>(null);
  const openId = address.oid ?? null;
  const { rows, isComplete } = cases;
  const columns = useMemo(
    () =>
      caseColumns({
        names: scoreNames(rows),
        comparison,
        isTall,
        hasTokens: rows.some((row) => (tokensOf(row.metrics) ?? 0) > 0),
        hasCost: rows.some((row) => (row.metrics?.estimated_cost ?? 0) > 0),
      }),
    [rows, comparison, isTall],
  );
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
    <div className="flex min-w-0 flex-1 flex-col">
      <DataTable
        label="Cases"
        columns={columns}
        rows={shown}
        rowId={(row) => row.id}
        rowHeight={isTall ? 66 : 30}
        sort={parseSort(address.sort)}
        onSort={(sort) => setAddress({ sort: sortText(sort) })}
        openId={openId}
        onOpen={open}
        handle={table}
        empty={
          rows.length === 0 ? (
            <EmptyState icon={FlaskConical} title="No cases yet">
              They appear here while the evaluation runs.
            </EmptyState>
          ) : (
            <EmptyState icon={SearchX} title="No case fits" />
          )
        }
      />
      <StatusLine>
        {shown.length === rows.length ? '' : `${formatExact(shown.length)} of `}
        {formatExact(rows.length)} {rows.length === 1 ? 'case' : 'cases'}
        {isComplete ? '' : ', the newest ones; there are more'}
      </StatusLine>
    </div>
  );
  return (
    <SplitPane
      name="experiment"
      label="Width of the trace panel"
      first={list}
      isFull={address.panel === 'full'}
      defaultSize={760}
      minSize={340}
      second={
        openId === null ? null : (
          <TracePanel
            source={{ kind: 'experiment', id: experiment.id }}
            rowId={openId}
            rootSpanId={rows.find((row) => row.id === openId)?.root_span_id ?? null}
            isFull={address.panel === 'full'}
            onStep={step}
            onClose={close}
          />
        )
      }
    />
  );
}
