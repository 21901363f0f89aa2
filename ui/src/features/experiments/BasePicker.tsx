import { ChevronDown } from 'lucide-react';
import type { Experiment } from '@/api/objects';
import { Menu } from '@/components/Menu';
import { MenuItem } from '@/components/MenuItem';
import { MenuLabel } from '@/components/MenuLabel';

interface BasePickerProps {
  experiments: Experiment[];
  current: Experiment;
  base: { id: string; name: string } | null;
  /** `none` compares with nothing; undefined goes back to the base that the server chose. */
  onChange(name: string | undefined): void;
}

const shown = 50;
export const noBase = ' none';

export function BasePicker({ experiments, current, base, onChange }: BasePickerProps) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="inline-flex h-7 min-w-0 items-center gap-1 rounded-md border border-line-strong bg-surface px-2 text-sm text-text hover:bg-hover"
        >
          <span className="text-muted">Base</span>
          <span className="max-w-56 truncate font-medium">{base?.name ?? 'none'}</span>
          <ChevronDown size={14} strokeWidth={1.5} aria-hidden className="text-faint" />
        </button>
      }
    >
      <MenuLabel>Compare with</MenuLabel>
      <MenuItem checked={base === null} onSelect={() => onChange(noBase)}>
        Nothing
      </MenuItem>
      {experiments
        .filter((one) => one.id !== current.id)
        .slice(0, shown)
        .map((one) => (
          <MenuItem key={one.id} checked={one.id === base?.id} onSelect={() => onChange(one.name)}>
            {one.name}
          </MenuItem>
        ))}
    </Menu>
  );
}
