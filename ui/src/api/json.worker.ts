import { type JsonSource, JsonStore } from '@/lib/json/jsonStore';
import { addKeys } from '@/lib/matchKey';
import type { Skeleton } from '@/lib/trace/skeleton';
import { buffersOf } from '@/lib/trace/traceModel';
import { TraceStore, type TraceUpdate } from '@/lib/trace/traceStore';
import { parseJson } from './parseJson';

export type JsonRequest = { id: number } & (
  | { kind: 'parse'; body: ArrayBuffer; rowsAt: string; keyField?: string }
  | { kind: 'value'; body: ArrayBuffer }
  | { kind: 'call'; handle: number; method: keyof JsonSource; args: unknown[] }
  | { kind: 'trace'; body: ArrayBuffer; handle: number | null }
);

export type JsonReply = { id: number; value: unknown } | { id: number; error: string };

const store = new JsonStore();
const traces = new TraceStore();
const post = (reply: JsonReply, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(reply, transfer);

self.onmessage = async (event: MessageEvent<JsonRequest>) => {
  const request = event.data;
  try {
    const value = await answer(request);
    post({ id: request.id, value }, request.kind === 'trace' ? transferable(value as TraceUpdate) : []);
  } catch (error) {
    post({ id: request.id, error: error instanceof Error ? error.message : 'failed' });
  }
};

function answer(request: JsonRequest): unknown {
  switch (request.kind) {
    case 'parse':
      return parse(request);
    case 'value':
      return store.keep(parsed(request.body));
    case 'trace':
      return traces.take(JSON.parse(decoded(request.body)) as Skeleton, request.handle);
    default:
      return call(request);
  }
}

function decoded(body: ArrayBuffer): string {
  return new TextDecoder().decode(body);
}

function parsed(body: ArrayBuffer): unknown {
  return parseJson(decoded(body));
}

function transferable(update: TraceUpdate): Transferable[] {
  return update.kind === 'new' ? buffersOf(update.model) : [];
}

function parse({ body, rowsAt, keyField }: Extract<JsonRequest, { kind: 'parse' }>): unknown {
  const page = parsed(body) as Record<string, unknown>;
  if (keyField) addKeys(page[rowsAt], keyField);
  return { ...page, [rowsAt]: store.keepLarge(page[rowsAt]) };
}

function call(request: Extract<JsonRequest, { kind: 'call' }>): unknown {
  const method = store.source(request.handle)[request.method] as (...args: unknown[]) => unknown;
  return method(...request.args);
}
