import { addKeys } from '@/lib/matchKey';
import { dataPlaneToken, dropToken } from './dataPlaneToken';
import { errorFrom, isAbort, unreachable } from './errors';
import { parseInWorker } from './jsonWorker';
import { parseJson } from './parseJson';
import { reportTraffic } from './planeTraffic';

// Above this an answer is parsed in the worker.
const workerFromBytes = 256 * 1024;

/** Names the data plane that a page speaks to. */
export interface DataPlane {
  orgId: string;
  orgName: string;
  apiUrl: string;
}

export interface DataRequest {
  method?: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** The member of the answer that holds rows, whose big fields may stay in the worker. */
  rowsAt?: string;
  /** Adds to each row the comparison key of this field, computed before big values are put aside. */
  keyField?: string;
  /** Bytes of the answer that suffice, both ends included. */
  range?: { first: number; last: number };
  signal?: AbortSignal;
}

/** Calls the data plane across origins with a bearer token and without cookies. */
export async function callDataPlane<T>(plane: DataPlane, request: DataRequest): Promise<T> {
  const body = await readBody(await askDataPlane(plane, request));
  if (request.rowsAt && body.byteLength > workerFromBytes) return (await parseInWorker(body, request.rowsAt, request.keyField)) as T;
  const answer = parseJson(new TextDecoder().decode(body));
  if (request.rowsAt && request.keyField) addKeys((answer as Record<string, unknown>)[request.rowsAt], request.keyField);
  return answer as T;
}

/** An answer whose body the caller reads. */
export async function askDataPlane(plane: DataPlane, request: DataRequest): Promise<Response> {
  let response = await send(plane, request);
  if (response.status === 401) {
    dropToken(plane.orgId);
    response = await send(plane, request);
  }
  if (!response.ok) throw await errorFrom('data plane', response);
  return response;
}

/** The bytes of an answer; `onBytes` hears of each piece that has come. */
export async function readBody(response: Response, onBytes?: (bytes: number) => void): Promise<ArrayBuffer> {
  try {
    if (!onBytes || !response.body) return await response.arrayBuffer();
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
    return await new Response(response.body.pipeThrough(counted)).arrayBuffer();
  } catch (error) {
    if (isAbort(error)) throw error;
    throw unreachable('data plane');
  }
}

async function send(plane: DataPlane, request: DataRequest): Promise<Response> {
  const held = await dataPlaneToken(plane.orgId);
  const url = new URL((held.apiUrl || plane.apiUrl) + request.path);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const started = performance.now();
  try {
    const response = await fetch(url, {
      method: request.method ?? 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: {
        Authorization: `Bearer ${held.token}`,
        Accept: 'application/json',
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(request.range ? { Range: `bytes=${request.range.first}-${request.range.last}` } : {}),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: request.signal,
    });
    reportTraffic(plane.orgId, performance.now() - started);
    return response;
  } catch (error) {
    if (isAbort(error)) throw error;
    reportTraffic(plane.orgId, null);
    throw unreachable('data plane');
  }
}
