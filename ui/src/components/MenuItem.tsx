import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './Kbd';

interface MenuItemProps {
  children: ReactNode;
  icon?: LucideIcon;
  keys?: string;
  checked?: boolean;
  onSelect(): void;
}

export function MenuItem({ children, icon: Icon, keys, checked, onSelect }: MenuItemProps) {
  const inner = (
    <>
      {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-muted" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked && <Check size={14} strokeWidth={2} aria-hidden className="text-accent" />}
      {keys && <Kbd>{keys}</Kbd>}
    </>
  );
  const look = 'flex h-7 items-center gap-2 rounded-sm px-2 text-base outline-none data-highlighted:bg-hover';
  return checked === undefined ? (
    <DropdownMenu.Item className={look} onSelect={onSelect}>
      {inner}
    </DropdownMenu.Item>
  ) : (
    <DropdownMenu.CheckboxItem className={look} checked={checked} onSelect={onSelect}>
      {inner}
    </DropdownMenu.CheckboxItem>
  );
}
