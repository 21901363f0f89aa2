import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { configQuery } from '@/api/config';
import { usePlane } from '@/api/planeContext';
import { onTraffic, readTraffic } from '@/api/planeTraffic';
import { planeVersionQuery } from '@/api/planeVersion';
import { cx } from '@/lib/cx';
import { useVisible } from '@/lib/useVisible';
import { judgePlane, type PlaneState } from './judgePlane';

const looks: Record<PlaneState, { dot: string; words: string }> = {
  connecting: { dot: 'bg-faint', words: 'connecting' },
  connected: { dot: 'bg-better', words: 'connected' },
  slow: { dot: 'bg-warn', words: 'slow' },
  unreachable: { dot: 'bg-worse', words: 'unreachable' },
  'wrong version': { dot: 'bg-warn', words: 'wrong version' },
};

/** The seam of the product, in sight: which data plane this page speaks to, and how that goes. */
export function PlaneStatus() {
  const plane = usePlane();
  const isVisible = useVisible();
  const traffic = useSyncExternalStore(onTraffic, () => readTraffic(plane.orgId));
  const config = useQuery(configQuery);
  const version = useQuery({ ...planeVersionQuery(plane), refetchInterval: isVisible ? (traffic.isFailing ? 3_000 : 30_000) : false });
  const { state, median } = judgePlane(traffic, version, config.data?.version);
  const look = looks[state];
  return (
    <div
      role="status"
      aria-label="Data plane"
      className="flex h-5 shrink-0 items-center gap-1.5 border-b border-line bg-sunken px-4 text-xs text-muted"
    >
      <span aria-hidden className={cx('size-1.5 shrink-0 rounded-full', look.dot)} />
      <span className="truncate">
        Data plane <span className="font-mono">{plane.apiUrl.replace(/^https?:\/\//, '')}</span>{' '}
        <span className={state === 'connected' || state === 'connecting' ? '' : state === 'unreachable' ? 'text-worse' : 'text-warn'}>
          {look.words}
        </span>
      </span>
      {state === 'wrong version' && version.data && (
        <span>
          (it runs {version.data.version}, this page was made for {config.data?.version})
        </span>
      )}
      {state !== 'unreachable' && median !== null && (
        <span aria-hidden className="nums ml-auto shrink-0" title="Median time of the last answers">
          {median} ms
        </span>
      )}
    </div>
  );
}
