import { useCallback, useEffect, useState } from 'react';
import type { JsonRow } from '@/lib/json/flattenJson';
import type { JsonPath } from '@/lib/json/jsonPath';
import type { JsonSource } from '@/lib/json/jsonStore';

interface JsonRows {
  rows: JsonRow[] | null;
  failed: boolean;
  toggle(key: string): void;
  reveal(path: JsonPath): void;
}

/** The visible rows of a value, wherever it lies: at once for one at hand, a moment later for one in the worker. */
export function useJsonRows(source: JsonSource, showRoot: boolean): JsonRows {
  const [open, setOpen] = useState<string[] | null>(null);
  const [rows, setRows] = useState<JsonRow[] | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let isCurrent = true;
    setFailed(false);
    Promise.resolve(source.open()).then(
      (keys) => isCurrent && setOpen(keys),
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [source]);

  useEffect(() => {
    if (open === null) return;
    let isCurrent = true;
    Promise.resolve(source.rows(open, showRoot)).then(
      (next) => isCurrent && setRows(next),
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, open, showRoot]);

  const toggle = useCallback((key: string) => {
    setOpen((keys) => (keys?.includes(key) ? keys.filter((other) => other !== key) : [...(keys ?? []), key]));
  }, []);
  const reveal = useCallback(
    (path: JsonPath) => {
      Promise.resolve(source.reveal(path)).then(
        (above) => setOpen((keys) => [...new Set([...(keys ?? []), ...above])]),
        () => setFailed(true),
      );
    },
    [source],
  );
  return { rows, failed, toggle, reveal };
}
