import { useEffect, useRef, useState } from 'react';
import { isAbort } from '@/api/errors';
import { usePlane } from '@/api/planeContext';
import { type FieldPlace, readFieldFile } from '@/api/traces';
import { saveFile } from '@/lib/saveFile';

/** A field as a file. Leaving or cancelling ends the request. */
export function useDownload(place: FieldPlace) {
  const plane = usePlane();
  const running = useRef<AbortController | null>(null);
  const [loaded, setLoaded] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    const control = new AbortController();
    running.current = control;
    setError(null);
    setLoaded(0);
    let bytes = 0;
    try {
      const file = await readFieldFile(plane, place, control.signal, (more) => {
        bytes += more;
        setLoaded(bytes);
      });
      saveFile(file, `${place.field}-${place.rowId}.json`);
    } catch (failure) {
      if (!isAbort(failure)) setError(failure);
    } finally {
      setLoaded(null);
    }
  };
  return { loaded, error, start: () => void start(), cancel: () => running.current?.abort() };
}
