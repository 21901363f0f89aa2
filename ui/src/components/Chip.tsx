import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';

interface ChipProps {
  children: ReactNode;
  tone?: 'neutral' | 'better' | 'worse' | 'warn' | 'accent';
  title?: string;
  className?: string;
}

const tones = {
  neutral: 'bg-hover text-muted',
  better: 'bg-better-soft text-better',
  worse: 'bg-worse-soft text-worse',
  warn: 'bg-warn-soft text-warn',
  accent: 'bg-selected text-accent',
};

export function Chip({ children, tone = 'neutral', title, className }: ChipProps) {
  return (
    <span
      title={title}
      className={cx('inline-flex h-[18px] max-w-full items-center gap-1 truncate rounded-sm px-1.5 text-xs', tones[tone], className)}
    >
      {children}
    </span>
  );
}
