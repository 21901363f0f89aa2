import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { KeyRound, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { dropToken } from '@/api/dataPlaneToken';
import { logOut, type Me } from '@/api/session';
import { Menu } from '@/components/Menu';
import { MenuItem } from '@/components/MenuItem';
import { MenuLabel } from '@/components/MenuLabel';
import { setTheme, useTheme } from '@/lib/theme';

export function UserMenu({ me }: { me: Me }) {
  const { org = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const client = useQueryClient();
  const theme = useTheme();
  const name = me.user.name || me.user.email;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="ml-1 grid size-7 place-items-center rounded-full border border-line-strong bg-sunken text-sm font-medium text-muted hover:text-text"
        >
          {name.slice(0, 1).toUpperCase()}
        </button>
      }
    >
      <MenuLabel>{me.user.email}</MenuLabel>
      <MenuItem icon={KeyRound} onSelect={() => void navigate({ to: '/app/$org/settings/$section', params: { org, section: 'api-keys' } })}>
        API keys
      </MenuItem>
      <MenuLabel>Theme</MenuLabel>
      <MenuItem icon={Monitor} checked={theme === 'system'} onSelect={() => setTheme('system')}>
        As the system
      </MenuItem>
      <MenuItem icon={Sun} checked={theme === 'light'} onSelect={() => setTheme('light')}>
        Light
      </MenuItem>
      <MenuItem icon={Moon} checked={theme === 'dark'} onSelect={() => setTheme('dark')}>
        Dark
      </MenuItem>
      <div className="my-1 h-px bg-line" />
      <MenuItem
        icon={LogOut}
        onSelect={async () => {
          await logOut().catch(() => undefined);
          dropToken();
          client.clear();
          await navigate({ to: '/login' });
        }}
      >
        Log out
      </MenuItem>
    </Menu>
  );
}
