import { Command, Keyboard } from 'lucide-react';
import type { Me } from '@/api/session';
import { IconButton } from '@/components/IconButton';
import { Breadcrumbs } from './Breadcrumbs';
import { UserMenu } from './UserMenu';

interface TopBarProps {
  me: Me;
  onPalette(): void;
  onKeys(): void;
}

export function TopBar({ me, onPalette, onKeys }: TopBarProps) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line bg-surface px-3">
      <Breadcrumbs />
      <div className="ml-auto flex items-center gap-1">
        <IconButton icon={Command} label="Command palette" keys="⌘K" onClick={onPalette} />
        <IconButton icon={Keyboard} label="Keys" keys="?" onClick={onKeys} />
        <UserMenu me={me} />
      </div>
    </header>
  );
}
