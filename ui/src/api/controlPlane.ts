import { ApiError, errorFrom, isAbort, unreachable } from './errors';

const endListeners = new Set<() => void>();

/** Called when the control plane no longer knows the session. */
export function onSessionEnd(listener: () => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

/** Speaks to the origin that served this page, with its session cookie. No customer data goes this way. */
export async function controlPlane<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? { Accept: 'application/json' } : { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw unreachable('control plane');
  }
  if (!response.ok) {
    const error = await errorFrom('control plane', response);
    if (error.status === 401) for (const listener of endListeners) listener();
    throw error;
  }
  const text = await response.text();
  if (text === '') return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    // Something in between answered with a page of its own.
    throw new ApiError('control plane', response.status, 'The control plane gave an answer that is not JSON.');
  }
}
