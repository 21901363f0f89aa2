import { AlignLeft, CircleAlert, Filter, ListTree, Timer } from 'lucide-react';
import { IconButton } from '@/components/IconButton';
import { Menu } from '@/components/Menu';
import { MenuItem } from '@/components/MenuItem';
import { SearchBox } from '@/components/SearchBox';
import { spanTypeLook } from './spanTypes';

interface TraceToolbarProps {
  search: string;
  types: string[];
  hiddenTypes: ReadonlySet<string>;
  errors: number;
  isTimeline: boolean;
  onSearch(words: string): void;
  onHit(by: 1 | -1): void;
  onToggleType(type: string): void;
  onToggleTimeline(): void;
  onNextError(): void;
  onSlowest(): void;
}

export function TraceToolbar(props: TraceToolbarProps) {
  const { search, types, hiddenTypes, errors, isTimeline } = props;
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2">
      <SearchBox
        label="Search this trace"
        hotkey="/"
        value={search}
        onChange={props.onSearch}
        delayMs={200}
        maxLength={1000}
        onEnter={props.onHit}
        className="min-w-0 flex-1"
      />
      {errors > 0 && (
        <IconButton
          icon={CircleAlert}
          label={errors === 1 ? 'Go to the error' : `Next of ${errors} errors`}
          keys="e"
          className="!text-worse"
          onClick={props.onNextError}
        />
      )}
      <IconButton icon={Timer} label="Slowest span" keys="s" onClick={props.onSlowest} />
      {types.length > 1 && (
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label="Span types"
              title="Span types"
              className={`inline-flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-hover ${hiddenTypes.size > 0 ? 'bg-selected text-accent' : 'text-muted hover:text-text'}`}
            >
              <Filter size={16} strokeWidth={1.5} aria-hidden />
            </button>
          }
        >
          {types.map((type) => (
            <MenuItem key={type} icon={spanTypeLook(type).icon} checked={!hiddenTypes.has(type)} onSelect={() => props.onToggleType(type)}>
              {type}
            </MenuItem>
          ))}
        </Menu>
      )}
      <IconButton
        icon={isTimeline ? ListTree : AlignLeft}
        label={isTimeline ? 'Tree' : 'Timeline'}
        keys="t"
        onClick={props.onToggleTimeline}
      />
    </div>
  );
}
