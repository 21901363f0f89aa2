import type { JsonSource } from '@/lib/json/jsonStore';
import type { LargeValue } from '@/lib/json/largeValue';
import type { TraceUpdate } from '@/lib/trace/traceStore';
import type { JsonReply } from './json.worker';
import workerUrl from './json.worker?worker&url';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}

let worker: Worker | undefined;
let nextId = 1;
const waiting = new Map<number, Waiting>();

// A page that requires trusted types refuses a plain string as a worker's address.
const policy = (
  window as { trustedTypes?: { createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy } }
).trustedTypes?.createPolicy('biplane', { createScriptURL: (url) => url });

function start(): Worker {
  const created = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, { type: 'module' });
  created.onmessage = (event: MessageEvent<JsonReply>) => {
    const reply = event.data;
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) caller?.reject(new Error(reply.error));
    else caller?.resolve(reply.value);
  };
  created.onerror = () => {
    for (const caller of waiting.values()) caller.reject(new Error('The JSON worker stopped.'));
    waiting.clear();
    worker = undefined;
  };
  return created;
}

function ask(message: Record<string, unknown>, transfer: Transferable[] = []): Promise<unknown> {
  worker ??= start();
  const id = nextId++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker?.postMessage({ id, ...message }, transfer);
  });
}

/** Parses an answer off the main thread; big fields of the rows under `rowsAt` come back as handles. */
export function parseInWorker(body: ArrayBuffer, rowsAt: string, keyField?: string): Promise<unknown> {
  return ask({ kind: 'parse', body, rowsAt, keyField }, [body]);
}

/** Parses one value off the main thread; a big one comes back as a handle. */
export function parseValueInWorker(body: ArrayBuffer): Promise<unknown> {
  return ask({ kind: 'value', body }, [body]);
}

/** Builds a trace off the main thread, out of all its spans or, with a handle, out of what changed. */
export function takeTraceInWorker(body: ArrayBuffer, handle: number | null): Promise<TraceUpdate> {
  return ask({ kind: 'trace', body, handle }, [body]) as Promise<TraceUpdate>;
}

/** Reads a value that stayed in the worker. */
export function remoteSource(value: LargeValue): JsonSource {
  const call = (method: keyof JsonSource, ...args: unknown[]) => ask({ kind: 'call', handle: value.handle, method, args });
  return {
    open: () => call('open') as Promise<string[]>,
    rows: (open, showRoot) => call('rows', open, showRoot) as Promise<never>,
    text: (path, start, length) => call('text', path, start, length) as Promise<never>,
    search: (words) => call('search', words) as Promise<never>,
    reveal: (path) => call('reveal', path) as Promise<string[]>,
  };
}
