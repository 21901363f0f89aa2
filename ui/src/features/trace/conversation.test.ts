import { expect, test } from 'vitest';
import { toMessages } from './conversation';

test('chat completions: messages in, choices out, arguments parsed', () => {
  const input = toMessages([
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'image_url', image_url: { url: 'x' } },
      ],
    },
    { role: 'assistant', content: null, tool_calls: [{ id: 'c1', function: { name: 'find', arguments: '{"q":1}' } }] },
    { role: 'tool', tool_call_id: 'c1', content: 'found' },
  ]);
  expect(input?.map((message) => message.role)).toEqual(['system', 'user', 'assistant', 'tool']);
  expect(input?.[1]).toMatchObject({ text: 'Hi', others: [{ type: 'image_url' }] });
  expect(input?.[2]).toMatchObject({ text: null, toolCalls: [{ id: 'c1', name: 'find', input: { q: 1 } }] });
  expect(input?.[3]?.toolCallId).toBe('c1');
  const output = toMessages([{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello' } }]);
  expect(output).toMatchObject([{ role: 'assistant', text: 'Hello' }]);
});

test('content blocks with tool use and results', () => {
  const messages = toMessages({
    messages: [
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Looking' },
          { type: 'tool_use', id: 't1', name: 'find', input: { q: 2 } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'done' }] }] },
    ],
  });
  expect(messages?.[0]).toMatchObject({ text: 'Looking', toolCalls: [{ name: 'find', input: { q: 2 } }] });
  expect(messages?.[1]).toMatchObject({ text: 'done', toolCallId: 't1' });
});

test('items of the responses form', () => {
  const messages = toMessages([
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes' }] },
    { type: 'function_call', call_id: 'c', name: 'f', arguments: 'not json' },
    { type: 'function_call_output', call_id: 'c', output: '3' },
  ]);
  expect(messages?.map((message) => [message.role, message.text])).toEqual([
    ['assistant', 'Yes'],
    ['assistant', null],
    ['tool', '3'],
  ]);
  expect(messages?.[1]?.toolCalls[0]?.input).toBe('not json');
});

test('other values are no conversation', () => {
  for (const value of ['text', null, 3, {}, [], [{ a: 1 }], { role: 'user' }, [{ role: 'user', content: 'x' }, 5]])
    expect(toMessages(value)).toBeNull();
});
