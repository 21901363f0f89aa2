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
  /** Bytes of the JSON text, where they are known; otherwise they are estimated. */
  bytes?: number;
  /** Shows messages as a conversation where the value is one. */
  canChat?: boolean;
  tone?: 'error';
  end?: ReactNode;
  /** Shown below the value. */
  below?: ReactNode;
  /** Text that a search outside found here; it is marked and brought into sight. */
  find?: string;
  /** Loads the value again when it is no longer at hand. */
  onLost?(): void;
  /** Shows a long text whole from the start. */
  isOpen?: boolean;
  canCopy?: boolean;
}

/** One field of a row: its name, its size, how to look at it, and the value. */
export function FieldSection(props: FieldSectionProps) {
  const { label, value, canChat = false, tone, end, below, find, onLost, isOpen = false, canCopy = true } = props;
  const source = useMemo(() => valueSource(value), [value]);
  const messages = useMemo(() => (canChat && !isLarge(value) ? toMessages(value) : null), [canChat, value]);
  const isText = typeof value === 'string' || (isLarge(value) && value.kind === 'string');
  const isScalar = !isText && (value === null || typeof value !== 'object');
  const [chosen, setChosen] = useState<Mode | null>(null);
  const mode = chosen ?? (messages ? 'chat' : isText ? 'text' : 'tree');
  const estimate = useMemo(() => (isLarge(value) ? value.bytes : roughSize(value, 1_000_000)), [value]);
  const bytes = props.bytes ?? estimate;
  const search = useFieldSearch(source, find);
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
          {canCopy && (
            <CopyButton
              label={`Copy ${label.toLowerCase()}`}
              text={async () => (await source.text([], 0, Number.POSITIVE_INFINITY)).text}
            />
          )}
        </div>
      </div>
      <div className={tone === 'error' ? 'text-worse' : ''}>
        {mode === 'chat' && messages ? (
          <Conversation messages={messages} find={find} />
        ) : mode === 'text' ? (
          <LongText
            source={source}
            isMono={!isText || tone === 'error'}
            search={search.words}
            hasHit={search.count > 0}
            startsOpen={isOpen}
            onLost={onLost}
          />
        ) : (
          <JsonView source={source} label={label} search={search.words} hit={search.hit} onLost={onLost} />
        )}
      </div>
      <Attachments value={value} />
      {below}
    </section>
  );
}
