import { ChevronRight, Wrench } from 'lucide-react';
import { useMemo, useState } from 'react';
import { JsonView } from '@/components/json';
import { previewJson } from '@/lib/json/flattenJson';
import { sourceOf } from '@/lib/json/jsonStore';
import type { ToolCall } from './conversation';

export function ToolCallView({ call }: { call: ToolCall }) {
  const [isOpen, setOpen] = useState(false);
  const source = useMemo(() => sourceOf(call.input), [call.input]);
  return (
    <div className="mt-1 rounded-md border border-line bg-sunken">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-7 w-full min-w-0 items-center gap-1.5 px-2 text-left text-sm"
      >
        <ChevronRight size={14} strokeWidth={1.5} aria-hidden className={`shrink-0 text-faint ${isOpen ? 'rotate-90' : ''}`} />
        <Wrench size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-span-tool" />
        <span className="shrink-0 font-mono">{call.name}</span>
        {!isOpen && <span className="truncate font-mono text-faint">{previewJson(call.input, 120)}</span>}
      </button>
      {isOpen && (
        <div className="px-2 pb-2">
          <JsonView source={source} label={`Arguments of ${call.name}`} />
        </div>
      )}
    </div>
  );
}
