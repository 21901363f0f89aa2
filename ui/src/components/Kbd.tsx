import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[17px] min-w-[17px] items-center justify-center rounded-sm border border-line-strong px-1 font-sans text-xs text-muted">
      {children}
    </kbd>
  );
}
