import type { ButtonHTMLAttributes } from 'react';
import { cx } from '@/lib/cx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
}

const looks = {
  plain: 'border border-line-strong bg-surface hover:bg-hover',
  primary: 'bg-accent-fill text-on-accent hover:brightness-110',
  quiet: 'text-muted hover:bg-hover hover:text-text',
  danger: 'border border-line-strong text-worse hover:bg-worse-soft',
};

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap transition-[background-color,filter] duration-100',
        'disabled:opacity-50 disabled:pointer-events-none',
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}
