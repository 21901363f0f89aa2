import { useMemo } from 'react';
import { JsonView, LongText } from '@/components/json';
import { cx } from '@/lib/cx';
import { sourceOf } from '@/lib/json/jsonStore';
import type { ChatMessage } from './conversation';
import { ToolCallView } from './ToolCallView';

const roles: Record<string, string> = {
  system: 'border-line-strong',
  developer: 'border-line-strong',
  user: 'border-span-task',
  assistant: 'border-span-llm',
  model: 'border-span-llm',
  tool: 'border-span-tool',
  function: 'border-span-tool',
};

export function MessageView({ message, find = '' }: { message: ChatMessage; find?: string }) {
  const text = useMemo(() => sourceOf(message.text ?? ''), [message.text]);
  const hasHit = find !== '' && (message.text ?? '').toLowerCase().includes(find.toLowerCase());
  const others = useMemo(() => sourceOf(message.others), [message.others]);
  return (
    <article className={cx('border-l-2 pl-2.5', roles[message.role] ?? 'border-line-strong')}>
      <h4 className="text-xs font-medium text-muted">
        {message.role}
        {message.toolCallId && <span className="ml-2 font-mono font-normal text-faint">{message.toolCallId}</span>}
      </h4>
      {message.text !== null && (
        <LongText source={text} isMono={message.role === 'tool' || message.role === 'function'} search={find} hasHit={hasHit} />
      )}
      {message.toolCalls.map((call, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls may lack an id
        <ToolCallView key={index} call={call} />
      ))}
      {message.others.length > 0 && <JsonView source={others} label="Other parts" />}
    </article>
  );
}
