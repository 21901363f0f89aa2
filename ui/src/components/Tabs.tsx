import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab {
  id: string;
  label: string;
  count?: number;
}

interface TabsProps {
  tabs: Tab[];
  value: string;
  onChange(id: string): void;
  label: string;
  end?: ReactNode;
  children: ReactNode;
}

/** A tab row with one content below it; the caller renders the content of the current tab. */
export function Tabs({ tabs, value, onChange, label, end, children }: TabsProps) {
  return (
    <Primitive.Root value={value} onValueChange={onChange} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-8 shrink-0 items-center border-b border-line px-2">
        <Primitive.List aria-label={label} className="flex h-full min-w-0 items-stretch overflow-x-auto">
          {tabs.map((tab) => (
            <Primitive.Trigger
              key={tab.id}
              value={tab.id}
              className="relative px-2 text-sm whitespace-nowrap text-muted hover:text-text data-[state=active]:text-text data-[state=active]:after:absolute data-[state=active]:after:inset-x-2 data-[state=active]:after:-bottom-px data-[state=active]:after:h-0.5 data-[state=active]:after:bg-accent-fill"
            >
              {tab.label}
              {tab.count ? <span className="nums ml-1 text-xs text-faint">{tab.count}</span> : null}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        <div className="ml-auto flex items-center">{end}</div>
      </div>
      <Primitive.Content value={value} className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        {children}
      </Primitive.Content>
    </Primitive.Root>
  );
}
