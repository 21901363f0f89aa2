import { useQuery } from '@tanstack/react-query';
import type { RowSource } from '@/api/btql';
import { usePlane } from '@/api/planeContext';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Tabs } from '@/components/Tabs';
import { useAddress } from '@/lib/useAddress';
import { ActivityTab } from './ActivityTab';
import type { TraceNode } from './buildTrace';
import { InputOutputTab } from './InputOutputTab';
import { MetadataTab } from './MetadataTab';
import { RawTab } from './RawTab';
import { ScoresTab } from './ScoresTab';
import { SpanHeader } from './SpanHeader';
import { spanQuery } from './traceQueries';
import { scoresOf } from './traceScores';

interface SpanViewProps {
  source: RowSource;
  node: TraceNode;
  onSelect(id: string): void;
}

/** The selected span: its facts and, in tabs, everything it holds. */
export function SpanView({ source, node, onSelect }: SpanViewProps) {
  const plane = usePlane();
  const [address, setAddress] = useAddress();
  const row = useQuery(spanQuery(plane, source, node.span));
  const tab = address.tab ?? 'io';
  const scores = scoresOf(node).length;
  const comments = row.data?.comments?.length ?? 0;
  const tabs = [
    { id: 'io', label: 'Input/Output' },
    { id: 'metadata', label: 'Metadata' },
    { id: 'scores', label: 'Scores', count: scores },
    { id: 'activity', label: 'Activity', count: comments },
    { id: 'raw', label: 'Raw' },
  ];
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SpanHeader node={node} />
      <Tabs
        label="Parts of the span"
        tabs={tabs}
        value={tabs.some(({ id }) => id === tab) ? tab : 'io'}
        onChange={(id) => setAddress({ tab: id === 'io' ? undefined : id })}
      >
        <Await query={row} what="this span" skeleton={<SkeletonRows />}>
          {(data) => (
            <div key={data.id}>
              {tab === 'metadata' ? (
                <MetadataTab row={data} />
              ) : tab === 'scores' ? (
                <ScoresTab node={node} onSelect={onSelect} />
              ) : tab === 'activity' ? (
                <ActivityTab row={data} />
              ) : tab === 'raw' ? (
                <RawTab row={data} />
              ) : (
                <InputOutputTab row={data} type={node.type} />
              )}
            </div>
          )}
        </Await>
      </Tabs>
    </div>
  );
}
