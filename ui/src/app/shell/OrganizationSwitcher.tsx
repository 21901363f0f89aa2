import { useNavigate, useParams } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import type { Organization } from '@/api/session';
import { Menu } from '@/components/Menu';
import { MenuItem } from '@/components/MenuItem';
import { MenuLabel } from '@/components/MenuLabel';

export function OrganizationSwitcher({ organizations, isFolded }: { organizations: Organization[]; isFolded: boolean }) {
  const { org = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  return (
    <Menu
      trigger={
        <button
          type="button"
          title={isFolded ? org : undefined}
          className="flex h-7 w-full min-w-0 items-center gap-2 rounded-md px-1.5 font-semibold hover:bg-hover data-[state=open]:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-5 shrink-0 place-items-center rounded-sm bg-accent-fill text-xs font-semibold text-on-accent"
          >
            {org.slice(0, 1).toUpperCase()}
          </span>
          <span className="sr-only">Organization {isFolded && org}</span>
          {!isFolded && (
            <>
              <span className="truncate">{org}</span>
              <ChevronsUpDown size={14} strokeWidth={1.5} aria-hidden className="ml-auto shrink-0 text-faint" />
            </>
          )}
        </button>
      }
    >
      <MenuLabel>Organizations</MenuLabel>
      {organizations.map((one) => (
        <MenuItem key={one.id} checked={one.name === org} onSelect={() => void navigate({ to: '/app/$org', params: { org: one.name } })}>
          {one.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
