import { X } from 'lucide-react';
import type { ReactNode } from 'react';

/** A filter that is on; the cross takes it off. */
export function FilterChip({ children, onRemove }: { children: ReactNode; onRemove(): void }) {
  return (
    <span className="inline-flex h-7 items-center gap-1 rounded-md border border-accent/40 bg-selected pr-1 pl-2 text-sm text-accent">
      {children}
      <button type="button" aria-label="Remove filter" className="rounded-sm p-0.5 hover:bg-hover" onClick={onRemove}>
        <X size={14} strokeWidth={1.5} aria-hidden />
      </button>
    </span>
  );
}
