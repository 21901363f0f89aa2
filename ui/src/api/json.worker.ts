import { type JsonSource, JsonStore } from '@/lib/json/jsonStore';
import { addKeys } from '@/lib/matchKey';
import { parseJson } from './parseJson';

export type JsonRequest = { id: number } & (
  | { kind: 'parse'; body: ArrayBuffer; rowsAt: string; keyField?: string }
  | { kind: 'call'; handle: number; method: keyof JsonSource; args: unknown[] }
);

export type JsonReply = { id: number; value: unknown } | { id: number; error: string };

const store = new JsonStore();
const post = (reply: JsonReply) => (self as unknown as Worker).postMessage(reply);

self.onmessage = async (event: MessageEvent<JsonRequest>) => {
  const request = event.data;
  try {
    post({ id: request.id, value: request.kind === 'parse' ? parse(request) : await call(request) });
  } catch (error) {
    post({ id: request.id, error: error instanceof Error ? error.message : 'failed' });
  }
};

function parse({ body, rowsAt, keyField }: Extract<JsonRequest, { kind: 'parse' }>): unknown {
  const answer = parseJson(new TextDecoder().decode(body)) as Record<string, unknown>;
  if (keyField) addKeys(answer[rowsAt], keyField);
  return { ...answer, [rowsAt]: store.keepLarge(answer[rowsAt]) };
}

function call(request: Extract<JsonRequest, { kind: 'call' }>): unknown {
  const method = store.source(request.handle)[request.method] as (...args: unknown[]) => unknown;
  return method(...request.args);
}
