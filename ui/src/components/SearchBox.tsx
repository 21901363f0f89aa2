import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { useKeys } from '@/lib/useKeys';
import { Kbd } from './Kbd';

interface SearchBoxProps {
  value: string;
  onChange(value: string): void;
  label: string;
  /** The key that focuses the box from anywhere on the page. */
  hotkey?: string;
  /** Waits this long after typing; for searches that ask a server. */
  delayMs?: number;
  className?: string;
  /** Enter, and backwards with Shift. */
  onEnter?(by: 1 | -1): void;
  maxLength?: number;
}

export function SearchBox({ value, onChange, label, hotkey, delayMs = 0, className, onEnter, maxLength }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const send = useRef(onChange);
  send.current = onChange;
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => send.current(text), delayMs);
    return () => clearTimeout(timer);
  }, [text, value, delayMs]);
  useKeys(hotkey ? { [hotkey]: () => input.current?.select() } : {}, hotkey !== undefined);
  return (
    <div className={cx('relative flex items-center', className)}>
      <Search size={14} strokeWidth={1.5} aria-hidden className="pointer-events-none absolute left-2 text-faint" />
      <input
        ref={input}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        maxLength={maxLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            onChange(text);
            onEnter?.(event.shiftKey ? -1 : 1);
          }
          if (event.key === 'Escape') {
            event.stopPropagation();
            if (text === '') event.currentTarget.blur();
            else {
              setText('');
              onChange('');
            }
          }
        }}
        className="h-7 w-full min-w-0 rounded-md border border-line-strong bg-surface pr-7 pl-7 text-sm placeholder:text-faint"
      />
      {text === '' ? (
        hotkey && (
          <span className="pointer-events-none absolute right-1.5">
            <Kbd>{hotkey}</Kbd>
          </span>
        )
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          className="absolute right-1.5 rounded-sm p-0.5 text-faint hover:text-text"
          onClick={() => {
            setText('');
            onChange('');
          }}
        >
          <X size={14} strokeWidth={1.5} aria-hidden />
        </button>
      )}
    </div>
  );
}
