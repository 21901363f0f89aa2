import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes } from 'react';
import { cx } from '@/lib/cx';
import { Tooltip } from './Tooltip';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  keys?: string;
  pressed?: boolean;
  size?: 'small' | 'normal';
}

export function IconButton({ icon: Icon, label, keys, pressed, size = 'normal', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text disabled:opacity-40',
          size === 'small' ? 'size-5' : 'size-7',
          pressed && 'bg-selected text-accent',
          className,
        )}
        {...rest}
      >
        <Icon size={size === 'small' ? 14 : 16} strokeWidth={1.5} aria-hidden />
      </button>
    </Tooltip>
  );
}
