import { rangeOf, textOfSlice } from '@/lib/json/jsonSlice';
import type { TraceHits } from '@/lib/trace/traceHits';
import { TraceTree } from '@/lib/trace/traceTree';
import type { RowSource } from './btql';
import { askDataPlane, callDataPlane, type DataPlane, readBody } from './dataPlane';
import { ApiError } from './errors';
import { parseValueInWorker, takeTraceInWorker } from './jsonWorker';

const pathOf = (from: RowSource, route: string) => `/v1/${from.kind}/${encodeURIComponent(from.id)}/${route}`;

/** A trace without its payload. What was read before is brought up to date by what changed since; without a change it is the same object. */
export async function readTrace(
  plane: DataPlane,
  from: RowSource,
  rootSpanId: string,
  known: TraceTree | undefined,
  signal: AbortSignal,
): Promise<TraceTree> {
  const query = { root_span_id: rootSpanId, after: known?.model.version };
  const body = await readBody(await askDataPlane(plane, { path: pathOf(from, 'trace'), query, signal }));
  const update = await takeTraceInWorker(body, known?.handle ?? null);
  if (update.kind === 'new') return new TraceTree(update.handle, update.model);
  return update.kind === 'same' && known ? known : readTrace(plane, from, rootSpanId, undefined, signal);
}

export type SearchMode = 'text' | 'words';

export const mostHits = 10_000;

/** The spans of a trace that have what is sought. */
export function searchTrace(
  plane: DataPlane,
  from: RowSource,
  rootSpanId: string,
  sought: { text: string; mode: SearchMode },
  signal: AbortSignal,
): Promise<TraceHits> {
  return callDataPlane<TraceHits>(plane, {
    method: 'POST',
    path: pathOf(from, 'trace/search'),
    body: { root_span_id: rootSpanId, query: sought.text, mode: sought.mode, limit: mostHits },
    signal,
  });
}

/** One field of one row. */
export interface FieldPlace {
  from: RowSource;
  rowId: string;
  field: string;
}

function askField(plane: DataPlane, { from, rowId, field }: FieldPlace, signal: AbortSignal, range?: { first: number; last: number }) {
  return askDataPlane(plane, { path: pathOf(from, `span/${encodeURIComponent(field)}`), query: { id: rowId }, range, signal });
}

/** A whole field, parsed in the worker; a big value stays there and is read through its handle. */
export async function readField(
  plane: DataPlane,
  place: FieldPlace,
  signal: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<unknown> {
  return parseValueInWorker(await readBody(await askField(plane, place, signal), onBytes));
}

/** The JSON text of a field as a file. */
export async function readFieldFile(
  plane: DataPlane,
  place: FieldPlace,
  signal: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<Blob> {
  const body = await readBody(await askField(plane, place, signal), onBytes);
  return new Blob([body], { type: 'application/json' });
}

/** A part of a field's JSON text. */
export interface FieldSlice {
  /** Bytes of the JSON text, the end not included. */
  start: number;
  end: number;
  /** Bytes of the whole JSON text. */
  total: number;
  /** Of a string its content, of anything else the JSON text. */
  text: string;
  isString: boolean;
  /** The version of the value, to tell whether two parts belong together. */
  tag: string | null;
}

/** The part of a field between two bytes; whether the value is a string is asked for when `isString` is not known. */
export async function readSlice(
  plane: DataPlane,
  place: FieldPlace,
  part: { start: number; end: number; total: number },
  isString: boolean | undefined,
  signal: AbortSignal,
): Promise<FieldSlice> {
  const end = Math.min(part.end, part.total);
  const range = rangeOf(part.start, end, part.total);
  const response = await askField(plane, place, signal, range);
  const bytes = new Uint8Array(await readBody(response));
  const total = Number(response.headers.get('Content-Range')?.split('/')[1] ?? part.total);
  if (response.status !== 206 || total !== part.total) throw changed();
  const string = range.first === 0 ? bytes[0] === quote : (isString ?? (await startsWithQuote(plane, place, signal)));
  const text = textOfSlice(bytes, part.start, end, part.total, string);
  return { start: part.start, end, total, text, isString: string, tag: response.headers.get('ETag') };
}

/** Parts of two versions of a value make no text. */
export function changed(): ApiError {
  return new ApiError('data plane', 409, 'This value was changed while it was read.');
}

const quote = 0x22;

async function startsWithQuote(plane: DataPlane, place: FieldPlace, signal: AbortSignal): Promise<boolean> {
  const body = await readBody(await askField(plane, place, signal, { first: 0, last: 0 }));
  return new Uint8Array(body)[0] === quote;
}
