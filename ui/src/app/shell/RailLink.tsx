import { Link } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import { Tooltip } from '@/components/Tooltip';
import { cx } from '@/lib/cx';

interface RailLinkProps {
  to: string;
  params: Record<string, string>;
  icon: LucideIcon;
  label: string;
  keys?: string;
  isFolded: boolean;
  /** Pages below do not count as this one. */
  isExact?: boolean;
}

export function RailLink({ to, params, icon: Icon, label, keys, isFolded, isExact = false }: RailLinkProps) {
  const link = (
    <Link
      to={to as '/'}
      params={params as never}
      aria-label={isFolded ? label : undefined}
      className={cx(
        'flex h-7 items-center gap-2 rounded-md px-2 text-muted hover:bg-hover hover:text-text',
        isFolded && 'justify-center px-0 w-8',
      )}
      activeOptions={{ exact: isExact, includeSearch: false }}
      activeProps={{ className: 'bg-selected font-medium !text-accent', 'aria-current': 'page' }}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      {!isFolded && <span className="truncate">{label}</span>}
    </Link>
  );
  return isFolded ? (
    <Tooltip text={label} keys={keys} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
