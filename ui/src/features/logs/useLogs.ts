import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { queryRows, type RowPage } from '@/api/btql';
import type { DataPlane } from '@/api/dataPlane';
import { isAbort } from '@/api/errors';
import type { TraceSummary } from '@/api/rows';
import { useVisible } from '@/lib/useVisible';
import { hasGap, type LiveRows, noRows, showHeld, takeHead, takeOlder } from './liveRows';

const pageSize = 50;
// A row is in sight within two seconds of its acknowledgement: this wait plus the request.
const pollMs = 1_500;
const pagesToCloseGap = 10;

interface Head {
  rows: TraceSummary[];
  cursor: string | null;
  isWhole: boolean;
}

/** The newest traces of a project, kept current while the tab is in front, and older ones as far as asked for. */
export function useLogs(plane: DataPlane, projectId: string, filter: string | undefined) {
  const isVisible = useVisible();
  const isAtTop = useRef(true);
  const [known, setKnown] = useState<LiveRows>(noRows);
  const latest = useRef(known);
  latest.current = known;
  const [older, setOlder] = useState<{ cursor: string | null; isLoading: boolean; error: unknown }>({
    cursor: null,
    isLoading: false,
    error: null,
  });
  const hasStarted = useRef(false);

  const page = useCallback(
    (cursor: string | null, signal?: AbortSignal): Promise<RowPage<TraceSummary>> =>
      queryRows<TraceSummary>(
        plane,
        { from: { kind: 'project_logs', id: projectId }, shape: 'summary', filter, previewLength: 240, limit: pageSize, cursor },
        { signal },
      ),
    [plane, projectId, filter],
  );

  const head = useQuery({
    queryKey: ['log-head', plane.orgId, projectId, filter ?? ''],
    queryFn: async ({ signal }): Promise<Head> => {
      let answer = await page(null, signal);
      const rows = answer.data;
      const whole = () => answer.data.length < pageSize || !answer.cursor;
      for (let more = 0; hasGap(latest.current, { rows, isWhole: whole() }) && more < pagesToCloseGap; more++) {
        answer = await page(answer.cursor ?? null, signal);
        rows.push(...answer.data);
      }
      return { rows, cursor: answer.cursor ?? null, isWhole: whole() };
    },
    refetchInterval: isVisible ? pollMs : false,
    refetchOnWindowFocus: true,
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
  });

  useEffect(() => {
    if (!head.data) return;
    const { rows, cursor, isWhole } = head.data;
    const startAnew = !hasStarted.current || hasGap(latest.current, head.data);
    if (startAnew) setOlder({ cursor: isWhole ? null : cursor, isLoading: false, error: null });
    hasStarted.current = true;
    setKnown((before) => takeHead(startAnew ? noRows : before, { rows, isWhole }, isAtTop.current || startAnew));
  }, [head.data]);

  const loadOlder = useCallback(async () => {
    if (older.cursor === null || older.isLoading || older.error !== null) return;
    setOlder({ ...older, isLoading: true });
    try {
      const answer = await page(older.cursor);
      setKnown((before) => takeOlder(before, answer.data));
      setOlder({ cursor: answer.data.length < pageSize ? null : (answer.cursor ?? null), isLoading: false, error: null });
    } catch (error) {
      if (!isAbort(error)) setOlder({ ...older, isLoading: false, error });
    }
  }, [older, page]);

  return {
    head,
    rows: known.rows,
    held: known.held.length,
    hasMore: older.cursor !== null,
    olderError: older.error,
    loadOlder,
    retryOlder: () => setOlder((before) => ({ ...before, error: null })),
    showHeld: () => setKnown(showHeld),
    setAtTop: useCallback((atTop: boolean) => {
      isAtTop.current = atTop;
      if (atTop) setKnown((before) => (before.held.length > 0 ? showHeld(before) : before));
    }, []),
  };
}
