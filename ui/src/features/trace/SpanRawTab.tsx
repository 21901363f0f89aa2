import { useQueries } from '@tanstack/react-query';
import { usePlane } from '@/api/planeContext';
import type { SpanFacts } from '@/api/rows';
import { ErrorState } from '@/components/state/ErrorState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { sizedFields } from '@/lib/trace/skeleton';
import { wholeUpTo } from './fieldSizes';
import { RawTab } from './RawTab';
import { SpanField } from './SpanField';
import { fieldViewOf, type SpanFieldsProps } from './spanFields';
import { fieldQuery } from './traceQueries';

/** The row as it is stored. Fields too big to stand in one document follow by themselves. */
export function SpanRawTab({ facts, ...props }: SpanFieldsProps & { facts: SpanFacts }) {
  const plane = usePlane();
  const views = sizedFields.map((field) => fieldViewOf(props, field, field));
  const context = { ...(views[0] as (typeof views)[0]), label: 'context', bytes: facts.context_bytes ?? -1, found: null };
  const all = [...views, { ...context, place: { ...context.place, field: 'context' } }];
  const small = all.filter(({ bytes }) => bytes >= 0 && bytes <= wholeUpTo);
  const values = useQueries({ queries: small.map(({ place, version }) => fieldQuery(plane, place, version)) });
  const failed = values.find((query) => query.error !== null);
  if (failed?.error) return <ErrorState error={failed.error} what="this row" onRetry={() => void failed.refetch()} />;
  if (values.some((query) => query.data === undefined)) {
    return (
      <div className="appear-late flex flex-1 flex-col" aria-busy="true">
        <SkeletonRows />
      </div>
    );
  }
  const { context_bytes: _, ...row } = facts;
  return (
    <>
      <RawTab row={{ ...row, ...Object.fromEntries(small.map(({ place }, index) => [place.field, values[index]?.data])) }} />
      {all
        .filter(({ bytes }) => bytes > wholeUpTo)
        .map((view) => (
          <SpanField key={view.place.field} {...view} />
        ))}
    </>
  );
}
