import { type ReactNode, useMemo, useState } from 'react';
import { CopyButton } from '@/components/CopyButton';
import { JsonView, LongText } from '@/components/json';
import { Segmented } from '@/components/Segmented';
import { formatBytes } from '@/lib/format';
import { isLarge, roughSize } from '@/lib/json/largeValue';
import { Attachments } from './Attachments';
import { Conversation } from './Conversation';
import { toMessages } from './conversation';
import { FieldSearch } from './FieldSearch';
import { useFieldSearch } from './useFieldSearch';
import { valueSource } from './valueSource';

type Mode = 'chat' | 'tree' | 'text';

interface FieldSectionProps {
  label: string;
  value: unknown;
  /** Shows messages as a conversation where the value is one. */
  canChat?: boolean;
  tone?: 'error';
  end?: ReactNode;
}

/** One field of a row: its name, its size, how to look at it, and the value. */
export function FieldSection({ label, value, canChat = false, tone, end }: FieldSectionProps) {
  const source = useMemo(() => valueSource(value), [value]);
  const messages = useMemo(() => (canChat && !isLarge(value) ? toMessages(value) : null), [canChat, value]);
  const isText = typeof value === 'string' || (isLarge(value) && value.kind === 'string');
  const isScalar = !isText && (value === null || typeof value !== 'object');
  const [chosen, setChosen] = useState<Mode | null>(null);
  const mode = chosen ?? (messages ? 'chat' : isText ? 'text' : 'tree');
  const bytes = useMemo(() => (isLarge(value) ? value.bytes : roughSize(value, 1_000_000)), [value]);
  const search = useFieldSearch(source);
  const options: Array<{ value: Mode; label: string }> = [
    ...(messages ? [{ value: 'chat' as const, label: 'Chat' }] : []),
    ...(isText ? [] : [{ value: 'tree' as const, label: 'Tree' }]),
    { value: 'text' as const, label: isText ? 'Text' : 'JSON' },
  ];
  return (
    <section aria-label={label} className="border-b border-line px-3 py-2">
      <div className="group/field flex h-7 items-center gap-2">
        <h3 className={`text-sm font-medium ${tone === 'error' ? 'text-worse' : 'text-muted'}`}>{label}</h3>
        {bytes > 2000 && <span className="nums text-xs text-faint">{formatBytes(bytes)}</span>}
        <div className="ml-auto flex items-center gap-1">
          {end}
          {mode === 'tree' && !isScalar && <FieldSearch search={search} label={`Search in ${label.toLowerCase()}`} />}
          {options.length > 1 && !isScalar && (
            <Segmented<Mode> label={`View of ${label}`} value={mode} options={options} onChange={setChosen} />
          )}
          <CopyButton label={`Copy ${label.toLowerCase()}`} text={async () => (await source.text([], 0, Number.POSITIVE_INFINITY)).text} />
        </div>
      </div>
      <div className={tone === 'error' ? 'text-worse' : ''}>
        {mode === 'chat' && messages ? (
          <Conversation messages={messages} />
        ) : mode === 'text' ? (
          <LongText source={source} isMono={!isText || tone === 'error'} />
        ) : (
          <JsonView source={source} label={label} search={search.words} hit={search.hit} />
        )}
      </div>
      <Attachments value={value} />
    </section>
  );
}
