import type { LucideIcon } from 'lucide-react';
import { cx } from '@/lib/cx';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: Array<{ value: T; label: string; icon?: LucideIcon }>;
  onChange(value: T): void;
}

/** A few choices of which one holds; arrow keys move, as in a radio group. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  const move = (step: number) => {
    const at = options.findIndex((option) => option.value === value);
    const next = options[(at + step + options.length) % options.length];
    if (next) onChange(next.value);
  };
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex h-7 shrink-0 items-center rounded-md border border-line-strong bg-surface p-px"
      onKeyDown={(event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        move(step);
        const group = event.currentTarget;
        requestAnimationFrame(() => group.querySelector<HTMLElement>('[aria-checked="true"]')?.focus());
      }}
    >
      {options.map(({ value: option, label: text, icon: Icon }) => (
        <button
          key={option}
          type="button"
          role="radio"
          aria-checked={option === value}
          tabIndex={option === value ? 0 : -1}
          onClick={() => onChange(option)}
          className={cx(
            'inline-flex h-full items-center gap-1.5 rounded-[5px] px-2 text-sm',
            option === value ? 'bg-selected font-medium text-accent' : 'text-muted hover:text-text',
          )}
        >
          {Icon && <Icon size={14} strokeWidth={1.5} aria-hidden />}
          {text}
        </button>
      ))}
    </div>
  );
}
