export type Plane = 'control plane' | 'data plane';

/** A request that was answered with an error, or not answered at all (status 0). */
export class ApiError extends Error {
  constructor(
    readonly plane: Plane,
    readonly status: number,
    message: string,
    readonly traceId: string | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get isUnreachable(): boolean {
    return this.status === 0;
  }
}

/** Reads the compatible error form, problem details, or plain text. */
export async function errorFrom(plane: Plane, response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  let message = text.split('\n', 1)[0]?.slice(0, 400) ?? '';
  let traceId = response.headers.get('x-bt-internal-trace-id');
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    message = String(body.Message ?? body.detail ?? body.title ?? body.error ?? message);
    traceId = typeof body.InternalTraceId === 'string' ? body.InternalTraceId : traceId;
  } catch {
    // Not JSON: the first line of the text says it.
  }
  return new ApiError(plane, response.status, message || `Status ${response.status}`, traceId);
}

export function unreachable(plane: Plane): ApiError {
  return new ApiError(plane, 0, `The ${plane} does not answer.`);
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
