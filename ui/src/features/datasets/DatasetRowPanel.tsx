import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Link2, X } from 'lucide-react';
import { usePlane } from '@/api/planeContext';
import { CopyButton } from '@/components/CopyButton';
import { IconButton } from '@/components/IconButton';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Tabs } from '@/components/Tabs';
import { ActivityTab, FieldSection, RawTab } from '@/features/trace';
import { copyText } from '@/lib/clipboard';
import { useAddress } from '@/lib/useAddress';
import { useKeys } from '@/lib/useKeys';
import { DatasetFields } from './DatasetFields';
import { datasetRowQuery } from './datasetQueries';

interface DatasetRowPanelProps {
  datasetId: string;
  rowId: string;
  version: string | undefined;
  onStep(step: 1 | -1): void;
  onClose(): void;
}

const tabs = [
  { id: 'fields', label: 'Fields' },
  { id: 'metadata', label: 'Metadata' },
  { id: 'activity', label: 'Activity' },
  { id: 'raw', label: 'Raw' },
];

export function DatasetRowPanel({ datasetId, rowId, version, onStep, onClose }: DatasetRowPanelProps) {
  const plane = usePlane();
  const [address, setAddress] = useAddress();
  const row = useQuery(datasetRowQuery(plane, { kind: 'dataset', id: datasetId }, rowId, version));
  useKeys({ Escape: onClose });
  const tab = tabs.some(({ id }) => id === address.tab) ? (address.tab as string) : 'fields';
  return (
    <section aria-label="Row" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2">
        <IconButton icon={ChevronDown} label="Next row" keys="j" onClick={() => onStep(1)} />
        <IconButton icon={ChevronUp} label="Previous row" keys="k" onClick={() => onStep(-1)} />
        <h2 className="truncate px-1 font-mono text-sm text-muted">{rowId}</h2>
        <CopyButton text={rowId} label="Copy row id" />
        <span className="flex-1" />
        <IconButton icon={Link2} label="Copy link" onClick={() => void copyText(window.location.href)} />
        <IconButton icon={X} label="Close" keys="Esc" onClick={onClose} />
      </header>
      <Tabs label="Parts of the row" tabs={tabs} value={tab} onChange={(id) => setAddress({ tab: id === 'fields' ? undefined : id })}>
        <Await query={row} what="this row" skeleton={<SkeletonRows />}>
          {(data) => (
            <div key={data.id}>
              {tab === 'metadata' ? (
                <FieldSection label="Metadata" value={data.metadata ?? null} />
              ) : tab === 'activity' ? (
                <ActivityTab row={{ audit_data: data.audit_data ?? null, comments: null }} />
              ) : tab === 'raw' ? (
                <RawTab row={data} />
              ) : (
                <DatasetFields row={data} />
              )}
            </div>
          )}
        </Await>
      </Tabs>
    </section>
  );
}
