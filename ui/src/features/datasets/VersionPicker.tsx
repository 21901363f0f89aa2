import { useQuery } from '@tanstack/react-query';
import { ChevronDown, History } from 'lucide-react';
import { useState } from 'react';
import { usePlane } from '@/api/planeContext';
import { Menu } from '@/components/Menu';
import { MenuItem } from '@/components/MenuItem';
import { MenuLabel } from '@/components/MenuLabel';
import { RelativeTime } from '@/components/RelativeTime';
import { transactionTime } from '@/features/trace';
import { formatExact } from '@/lib/format';
import { datasetVersionsQuery } from './datasetQueries';

interface VersionPickerProps {
  datasetId: string;
  version: string | undefined;
  onChange(version: string | undefined): void;
}

const shown = 60;

/** Every change of a dataset is a version; an older one is read as it was. */
export function VersionPicker({ datasetId, version, onChange }: VersionPickerProps) {
  const plane = usePlane();
  const [wasOpened, setOpened] = useState(false);
  const versions = useQuery({ ...datasetVersionsQuery(plane, datasetId), enabled: wasOpened });
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          onPointerDown={() => setOpened(true)}
          onFocus={() => setOpened(true)}
          className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-sm hover:bg-hover"
        >
          <History size={14} strokeWidth={1.5} aria-hidden className="text-muted" />
          <span className="text-muted">Version</span>
          <span className="font-medium">{version ? <RelativeTime at={transactionTime(version)} /> : 'latest'}</span>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden className="text-faint" />
        </button>
      }
    >
      <MenuItem checked={version === undefined} onSelect={() => onChange(undefined)}>
        Latest
      </MenuItem>
      {versions.data && versions.data.length > 0 && <MenuLabel>Earlier</MenuLabel>}
      {versions.data?.slice(0, shown).map(({ xactId, rows }) => (
        <MenuItem key={xactId} checked={xactId === version} onSelect={() => onChange(xactId)}>
          <span className="flex items-baseline gap-2">
            <RelativeTime at={transactionTime(xactId)} />
            <span className="nums text-xs text-muted">
              {formatExact(rows)} {rows === 1 ? 'row' : 'rows'}
            </span>
            <span className="ml-auto font-mono text-xs text-faint">{xactId}</span>
          </span>
        </MenuItem>
      ))}
      {versions.data === undefined && <MenuLabel>{versions.isError ? 'Could not load the versions' : 'Loading…'}</MenuLabel>}
    </Menu>
  );
}
