import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { usePlane } from '@/api/planeContext';
import type { FieldPlace } from '@/api/traces';
import { fieldQuery } from './traceQueries';

/** All of a large field, when it is asked for. Leaving or cancelling ends the request. */
export function useWholeField(place: FieldPlace, version: string) {
  const plane = usePlane();
  const [isWanted, setWanted] = useState(false);
  const [loaded, setLoaded] = useState(0);
  const pending = useRef(0);
  const whole = useQuery({
    ...fieldQuery(plane, place, version, (bytes) => {
      pending.current += bytes;
      setLoaded(pending.current);
    }),
    enabled: isWanted,
  });
  return {
    value: whole.data,
    isDone: whole.data !== undefined,
    isLoading: whole.isFetching,
    error: whole.error,
    loaded,
    load: () => {
      pending.current = 0;
      setLoaded(0);
      if (isWanted) void whole.refetch();
      else setWanted(true);
    },
    cancel: () => setWanted(false),
  };
}
