import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, facts, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
      <h1 className="min-w-0 truncate text-lg font-semibold">{title}</h1>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">{facts}</div>
      <div className="ml-auto flex items-center gap-2">{actions}</div>
    </header>
  );
}
