import { useState } from 'react';
import { Button } from '@/components/Button';
import type { ChatMessage } from './conversation';
import { MessageView } from './MessageView';

// More than these are folded away in the middle: the beginning sets the task, the end says how it went.
const shownAtEnds = 20;

export function Conversation({ messages, find }: { messages: ChatMessage[]; find?: string }) {
  const [isAll, setAll] = useState(false);
  // What was found may stand in the middle.
  const isFolded = !isAll && find === undefined && messages.length > 2 * shownAtEnds;
  const head = isFolded ? messages.slice(0, shownAtEnds) : messages;
  const tail = isFolded ? messages.slice(-shownAtEnds) : [];
  return (
    <div className="flex flex-col gap-2 py-1">
      {head.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other identity
        <MessageView key={index} message={message} find={find} />
      ))}
      {isFolded && (
        <Button look="quiet" className="self-center" onClick={() => setAll(true)}>
          Show {messages.length - 2 * shownAtEnds} messages in between
        </Button>
      )}
      {tail.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other identity
        <MessageView key={`tail-${index}`} message={message} find={find} />
      ))}
    </div>
  );
}
