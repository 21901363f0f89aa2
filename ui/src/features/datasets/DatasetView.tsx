import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Database, Rows2, Rows4, SearchX } from 'lucide-react';
import { useCallback, useMemo, useRef } from 'react';
import type { Dataset } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import type { DatasetRow } from '@/api/rows';
import { datasetSummaryQuery } from '@/api/summaries';
import { CopyButton } from '@/components/CopyButton';
import { IconButton } from '@/components/IconButton';
import { PageHeader } from '@/components/PageHeader';
import { RelativeTime } from '@/components/RelativeTime';
import { SearchBox } from '@/components/SearchBox';
import { SplitPane } from '@/components/SplitPane';
import { StatusLine } from '@/components/StatusLine';
import { EmptyState } from '@/components/state/EmptyState';
import { ErrorBanner } from '@/components/state/ErrorBanner';
import { ErrorState } from '@/components/state/ErrorState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Toolbar } from '@/components/Toolbar';
import { DataTable, type DataTableHandle } from '@/components/table';
import { formatExact } from '@/lib/format';
import { useAddress } from '@/lib/useAddress';
import { useCovered } from '@/lib/useCovered';
import { useKeys } from '@/lib/useKeys';
import { useVisible } from '@/lib/useVisible';
import { DatasetRowPanel } from './DatasetRowPanel';
import { datasetColumns } from './datasetColumns';
import { datasetFilter } from './datasetFilter';
import { datasetRowsQuery } from './datasetQueries';
import { VersionBanner } from './VersionBanner';
import { VersionPicker } from './VersionPicker';

/** The rows of a dataset, now or as they were, and the open row beside them. */
export function DatasetView({ dataset }: { dataset: Dataset }) {
  const plane = usePlane();
  const isVisible = useVisible();
  const [address, setAddress] = useAddress();
  const table = useRef<DataTableHandle<DatasetRow>>(null);
  const version = address.version;
  const filter = datasetFilter(address.q);
  const pages = useInfiniteQuery({
    ...datasetRowsQuery(plane, dataset.id, version, filter),
    refetchInterval: isVisible && !version ? 5_000 : false,
  });
  const summary = useQuery(datasetSummaryQuery(plane, dataset.id));
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data]);
  const isCovered = useCovered(address);
  const isTall = address.rows !== 'compact';
  const columns = useMemo(() => datasetColumns(isTall), [isTall]);
  const openId = address.oid ?? null;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const open = (row: DatasetRow) => setAddress({ oid: row.id }, { push: openId === null });
  const step = (by: 1 | -1) => {
    const next = table.current?.neighbour(openId, by);
    if (next) open(next);
  };
  const close = () => {
    setAddress({ oid: undefined, panel: undefined });
    table.current?.focus();
  };
  useKeys({ j: () => step(1), k: () => step(-1) });

  const list = (
    <div className="flex min-w-0 flex-1 flex-col">
      {pages.isError && pages.data && <ErrorBanner error={pages.error} what="the rows" onRetry={() => pages.refetch()} />}
      <DataTable
        label="Dataset rows"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHeight={isTall ? 66 : 30}
        openId={openId}
        onOpen={open}
        onEnd={loadMore}
        handle={table}
        empty={
          filter ? (
            <EmptyState icon={SearchX} title="No row fits">
              The search finds whole words.
            </EmptyState>
          ) : (
            <EmptyState icon={Database} title={version ? 'The dataset was empty then' : 'No rows yet'} />
          )
        }
      />
      <StatusLine>
        {!version && !filter && summary.data ? `${formatExact(Math.max(summary.data.total_records, rows.length))} rows, ` : ''}
        {formatExact(rows.length)} loaded
      </StatusLine>
    </div>
  );
  return (
    <>
      {isCovered ? (
        <h1 className="sr-only">{dataset.name}</h1>
      ) : (
        <>
          <PageHeader
            title={dataset.name}
            facts={
              <>
                {dataset.description && <span className="truncate">{dataset.description}</span>}
                <RelativeTime at={dataset.created} />
                <CopyButton text={dataset.id} label="Copy dataset id" />
              </>
            }
            actions={<VersionPicker datasetId={dataset.id} version={version} onChange={(next) => setAddress({ version: next })} />}
          />
          <Toolbar>
            <SearchBox
              label="Search rows"
              hotkey="/"
              value={address.q ?? ''}
              delayMs={300}
              onChange={(q) => setAddress({ q })}
              className="w-64"
            />
            <div className="ml-auto">
              <IconButton
                icon={isTall ? Rows4 : Rows2}
                label={isTall ? 'Compact rows' : 'Tall rows'}
                onClick={() => setAddress({ rows: isTall ? 'compact' : undefined })}
              />
            </div>
          </Toolbar>
        </>
      )}
      {version && <VersionBanner version={version} onLatest={() => setAddress({ version: undefined })} />}
      {pages.data === undefined ? (
        pages.isError ? (
          <ErrorState error={pages.error} what="the rows" onRetry={() => pages.refetch()} />
        ) : (
          <div className="appear-late flex flex-1 flex-col">
            <SkeletonRows rowHeight={66} />
          </div>
        )
      ) : (
        <SplitPane
          name="dataset"
          label="Width of the row panel"
          first={list}
          isFull={address.panel === 'full'}
          defaultSize={560}
          minSize={320}
          second={
            openId === null ? null : (
              <DatasetRowPanel datasetId={dataset.id} rowId={openId} version={version} onStep={step} onClose={close} />
            )
          }
        />
      )}
    </>
  );
}
