import { useQuery } from '@tanstack/react-query';
import type { RowSource } from '@/api/btql';
import { usePlane } from '@/api/planeContext';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Tabs } from '@/components/Tabs';
import { scoresOf } from '@/lib/trace/traceScores';
import type { TraceTree } from '@/lib/trace/traceTree';
import { useAddress } from '@/lib/useAddress';
import { ActivityTab } from './ActivityTab';
import { InputOutputTab } from './InputOutputTab';
import { MetadataTab } from './MetadataTab';
import { ScoresTab } from './ScoresTab';
import { SpanHeader } from './SpanHeader';
import { SpanRawTab } from './SpanRawTab';
import type { SpanSearch } from './spanSearch';
import { factsQuery } from './traceQueries';

interface SpanViewProps {
  source: RowSource;
  tree: TraceTree;
  place: number;
  search: SpanSearch | null;
  onSelect(place: number): void;
}

/** The selected span: its facts and, in tabs, everything it holds. Its fields are read when they are shown. */
export function SpanView({ source, tree, place, search, onSelect }: SpanViewProps) {
  const plane = usePlane();
  const [address, setAddress] = useAddress();
  const id = tree.id(place);
  const facts = useQuery(factsQuery(plane, source, id, tree.version(place)));
  const tab = address.tab ?? 'io';
  const scores = scoresOf(tree, place).length;
  const comments = facts.data?.comments?.length ?? 0;
  const tabs = [
    { id: 'io', label: 'Input/Output' },
    { id: 'metadata', label: 'Metadata' },
    { id: 'scores', label: 'Scores', count: scores },
    { id: 'activity', label: 'Activity', count: comments },
    { id: 'raw', label: 'Raw' },
  ];
  const fields = { source, tree, place, search };
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SpanHeader tree={tree} place={place} facts={facts.data} />
      <Tabs
        label="Parts of the span"
        tabs={tabs}
        value={tabs.some((one) => one.id === tab) ? tab : 'io'}
        onChange={(next) => setAddress({ tab: next === 'io' ? undefined : next })}
      >
        <div key={id} className="flex min-h-full flex-col">
          {tab === 'scores' ? (
            <ScoresTab tree={tree} place={place} onSelect={onSelect} />
          ) : tab === 'metadata' || tab === 'activity' || tab === 'raw' ? (
            <Await query={facts} what="this span" skeleton={<SkeletonRows />}>
              {(row) =>
                tab === 'metadata' ? (
                  <MetadataTab {...fields} facts={row} />
                ) : tab === 'activity' ? (
                  <ActivityTab row={row} />
                ) : (
                  <SpanRawTab {...fields} facts={row} />
                )
              }
            </Await>
          ) : (
            <InputOutputTab {...fields} />
          )}
        </div>
      </Tabs>
    </div>
  );
}
