interface Failure {
  message: string;
  detail: string | null;
}

/** The words for a failure; the trace id helps the operator to find it in the server's log. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: 'Something failed.', detail: null };
  const { status, traceId } = error as { status?: unknown; traceId?: unknown };
  const parts = [
    typeof status === 'number' && status > 0 ? `status ${status}` : null,
    typeof traceId === 'string' ? `trace ${traceId}` : null,
  ];
  return { message: error.message, detail: parts.filter(Boolean).join(' · ') || null };
}
