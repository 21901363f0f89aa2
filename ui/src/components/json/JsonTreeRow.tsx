import { ChevronRight } from 'lucide-react';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { isContainer, type JsonRow } from '@/lib/json/flattenJson';
import { pathText } from '@/lib/json/jsonPath';
import { CopyButton } from '../CopyButton';
import { JsonScalar } from './JsonScalar';

interface JsonTreeRowProps {
  row: JsonRow;
  search: string;
  isHit: boolean;
  onToggle(key: string): void;
  onShowText(row: JsonRow): void;
  readText(row: JsonRow): Promise<string>;
}

export function JsonTreeRow({ row, search, isHit, onToggle, onShowText, readText }: JsonTreeRowProps) {
  const canOpen = isContainer(row.kind) && row.size > 0;
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={canOpen ? row.open : undefined}
      aria-selected={isHit}
      tabIndex={-1}
      className={cx('group/row flex min-h-[22px] items-start gap-1 rounded-sm pr-1 hover:bg-hover', isHit && 'bg-selected')}
      style={{ paddingLeft: row.depth * 14 }}
    >
      {canOpen ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={row.open ? 'Fold' : 'Unfold'}
          className="mt-[3px] shrink-0 rounded-sm text-faint hover:text-text"
          onClick={() => onToggle(row.key)}
        >
          <ChevronRight size={14} strokeWidth={1.5} aria-hidden className={row.open ? 'rotate-90' : ''} />
        </button>
      ) : (
        <span className="w-3.5 shrink-0" />
      )}
      <div className="min-w-0 py-0.5 break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
        {row.label !== null && <span className="text-muted">{row.label}: </span>}
        {isContainer(row.kind) ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: the tree handles the keys
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
          <span onClick={() => canOpen && onToggle(row.key)} className="text-faint">
            {row.kind === 'array'
              ? `[${formatCount(row.size)}]`
              : row.kind === 'object'
                ? `{${formatCount(row.size)}}`
                : `${formatCount(row.size)} items`}
            {!row.open && row.text !== '' && <span className="ml-1.5">{row.text}</span>}
          </span>
        ) : (
          <JsonScalar kind={row.kind} text={row.cutFrom === null ? row.text : `${row.text}…`} search={search} />
        )}
        {row.cutFrom !== null && (
          <button type="button" className="ml-1 font-sans text-accent hover:underline" onClick={() => onShowText(row)}>
            show all ({formatCount(row.cutFrom)} characters)
          </button>
        )}
      </div>
      <span className="ml-auto hidden shrink-0 group-focus-within/row:flex group-hover/row:flex">
        {row.path.length > 0 && row.kind !== 'range' && <CopyButton text={pathText(row.path)} label="Copy path" />}
        {row.kind !== 'range' && <CopyButton text={() => readText(row)} label="Copy value" />}
      </span>
    </div>
  );
}
