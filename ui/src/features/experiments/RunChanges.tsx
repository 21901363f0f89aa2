import { ArrowRight } from 'lucide-react';
import type { Experiment } from '@/api/objects';
import { runChanges } from './runChanges';

const shown = 6;

/** Stands above the numbers: why they may differ. */
export function RunChanges({ current, base }: { current: Experiment; base: Experiment }) {
  const changes = runChanges(current, base);
  if (changes.length === 0) return null;
  return (
    <ul aria-label="What changed" className="flex shrink-0 flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-sm text-muted">
      {changes.slice(0, shown).map(({ what, before, after }) => (
        <li key={what} className="flex min-w-0 items-center gap-1.5">
          <span className="text-faint">{what}</span>
          <span className="max-w-48 truncate font-mono">{before}</span>
          <ArrowRight size={12} strokeWidth={1.5} aria-label="to" className="shrink-0 text-faint" />
          <span className="max-w-48 truncate font-mono text-text">{after}</span>
        </li>
      ))}
      {changes.length > shown && <li className="text-faint">{changes.length - shown} more</li>}
    </ul>
  );
}
