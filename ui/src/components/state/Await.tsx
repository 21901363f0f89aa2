import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorBanner } from './ErrorBanner';
import { ErrorState } from './ErrorState';

interface AwaitProps<T> {
  query: UseQueryResult<T>;
  what: string;
  /** Shown when loading takes longer than 150 ms. */
  skeleton: ReactNode;
  children(data: T): ReactNode;
}

/** Loading, failure and data of one query; data that is there stays when a refresh fails. */
export function Await<T>({ query, what, skeleton, children }: AwaitProps<T>) {
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} what={what} onRetry={() => query.refetch()} />
    ) : (
      <div className="appear-late flex min-h-0 flex-1 flex-col" aria-busy="true">
        {skeleton}
      </div>
    );
  }
  return (
    <>
      {query.isError && <ErrorBanner error={query.error} what={what} onRetry={() => query.refetch()} />}
      {children(query.data)}
    </>
  );
}
