import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePlane } from '@/api/planeContext';
import { Await } from '@/components/state/Await';
import { Skeleton } from '@/components/state/Skeleton';
import { FieldSection } from './FieldSection';
import { wholeUpTo } from './fieldSizes';
import type { FieldView } from './fieldView';
import { LargeField } from './LargeField';
import { fieldQuery } from './traceQueries';

/** A field of a span, read when it is shown. */
export function SpanField(props: FieldView) {
  const { place, version, bytes, label, canChat, tone, found } = props;
  const plane = usePlane();
  const query = fieldQuery(plane, place, version);
  const field = useQuery({ ...query, enabled: bytes >= 0 && bytes <= wholeUpTo });
  const queries = useQueryClient();
  if (bytes < 0) return <FieldSection label={label} value={null} />;
  if (bytes > wholeUpTo) return <LargeField key={`${place.rowId} ${place.field}`} {...props} />;
  return (
    <Await
      query={field}
      what={label.toLowerCase()}
      skeleton={
        <div
          className="flex h-16 flex-col gap-2 border-b border-line px-3 py-2"
          role="status"
          aria-label={`Loading ${label.toLowerCase()}`}
        >
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-3/5" />
        </div>
      }
    >
      {(value) => (
        <FieldSection
          label={label}
          value={value}
          bytes={bytes}
          canChat={canChat}
          tone={tone}
          find={found?.text}
          onLost={() => void queries.resetQueries({ queryKey: query.queryKey })}
        />
      )}
    </Await>
  );
}
