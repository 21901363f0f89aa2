export interface ToolCall {
  id: string | null;
  name: string;
  /** Arguments as a value when they are JSON, otherwise the text. */
  input: unknown;
}

export interface ChatMessage {
  role: string;
  /** Text parts joined; null when there is none. */
  text: string | null;
  toolCalls: ToolCall[];
  /** For a tool's answer: the call that it belongs to. */
  toolCallId: string | null;
  /** Parts that are neither text nor tool calls, such as images. */
  others: unknown[];
}

type Json = Record<string, unknown>;

/** Messages in the forms that model providers use, or null when the value is no conversation. */
export function toMessages(value: unknown): ChatMessage[] | null {
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    const messages = value.map(toMessage);
    return messages.every((message) => message !== null) ? messages : null;
  }
  if (!isObject(value)) return null;
  if (Array.isArray(value.messages)) return toMessages(value.messages);
  if (Array.isArray(value.choices)) return toMessages(value.choices);
  const single = toMessage(value);
  return single ? [single] : null;
}

function toMessage(value: unknown): ChatMessage | null {
  if (!isObject(value)) return null;
  if (isObject(value.message)) return toMessage(value.message);
  if (value.type === 'function_call' && typeof value.name === 'string') {
    return message('assistant', null, [{ id: text(value.call_id), name: value.name, input: parsed(value.arguments) }]);
  }
  if (value.type === 'function_call_output') return { ...message('tool', asText(value.output), []), toolCallId: text(value.call_id) };
  if (typeof value.role !== 'string') return null;
  if (!('content' in value) && !('tool_calls' in value) && !('parts' in value)) return null;
  const body = readContent(value.content ?? value.parts);
  const calls = Array.isArray(value.tool_calls) ? value.tool_calls.filter(isObject).map(toToolCall) : [];
  return {
    role: value.role,
    text: body.text,
    toolCalls: [...body.toolCalls, ...calls],
    toolCallId: text(value.tool_call_id) ?? body.toolCallId,
    others: body.others,
  };
}

function readContent(content: unknown): Omit<ChatMessage, 'role'> {
  if (content === null || content === undefined) return { text: null, toolCalls: [], toolCallId: null, others: [] };
  if (typeof content === 'string') return { text: content, toolCalls: [], toolCallId: null, others: [] };
  if (!Array.isArray(content)) return { text: asText(content), toolCalls: [], toolCallId: null, others: [] };
  const texts: string[] = [];
  const toolCalls: ToolCall[] = [];
  const others: unknown[] = [];
  let toolCallId: string | null = null;
  for (const part of content) {
    if (typeof part === 'string') texts.push(part);
    else if (!isObject(part)) others.push(part);
    else if (typeof part.text === 'string') texts.push(part.text);
    else if (part.type === 'thinking' && typeof part.thinking === 'string') texts.push(part.thinking);
    else if (part.type === 'tool_use' || part.type === 'tool-call') {
      toolCalls.push({
        id: text(part.id) ?? text(part.toolCallId),
        name: text(part.name) ?? text(part.toolName) ?? 'tool',
        input: part.input ?? part.args ?? null,
      });
    } else if (part.type === 'tool_result' || part.type === 'tool-result') {
      toolCallId = text(part.tool_use_id) ?? text(part.toolCallId);
      texts.push(asText(part.content ?? part.output ?? part.result));
    } else others.push(part);
  }
  return { text: texts.length > 0 ? texts.join('\n\n') : null, toolCalls, toolCallId, others };
}

function toToolCall(call: Json): ToolCall {
  const target = isObject(call.function) ? call.function : call;
  return { id: text(call.id), name: text(target.name) ?? 'tool', input: parsed(target.arguments ?? target.input) };
}

function message(role: string, body: string | null, toolCalls: ToolCall[]): ChatMessage {
  return { role, text: body, toolCalls, toolCallId: null, others: [] };
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const inner = Array.isArray(value) ? readContent(value).text : null;
  return inner ?? JSON.stringify(value, null, 2) ?? '';
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
