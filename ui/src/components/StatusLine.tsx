import type { ReactNode } from 'react';

/** The line below a table: counts on the left, hints on the right. */
export function StatusLine({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <footer className="flex h-7 shrink-0 items-center gap-3 border-t border-line bg-surface px-4 text-xs text-muted" aria-live="off">
      <div className="nums flex min-w-0 items-center gap-2 truncate">{children}</div>
      <div className="ml-auto flex items-center gap-3 whitespace-nowrap">{end}</div>
    </footer>
  );
}
