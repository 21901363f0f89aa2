import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import { Kbd } from '@/components/Kbd';

interface PaletteItemProps {
  value: string;
  icon: LucideIcon;
  label: string;
  hint?: string;
  onSelect(): void;
}

export function PaletteItem({ value, icon: Icon, label, hint, onSelect }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2 rounded-md px-2 data-[selected=true]:bg-selected data-[selected=true]:text-accent"
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint?.split(' ').map((part) => (
        <Kbd key={part}>{part}</Kbd>
      ))}
    </Command.Item>
  );
}
