export function WaitingMark({ what }: { what: string }) {
  return (
    <p role="status" className="mt-4 flex items-center gap-2 text-muted">
      <span aria-hidden className="size-2 animate-pulse rounded-full bg-running" />
      Waiting for the first {what}…
    </p>
  );
}
