/** Stands for a value that the worker has put away to make room. */
export function Lost({ what, onLost }: { what: string; onLost?(): void }) {
  return (
    <p className="py-1 text-muted">
      This {what} is no longer at hand.{' '}
      {onLost ? (
        <button type="button" className="text-accent hover:underline" onClick={onLost}>
          Load it again
        </button>
      ) : (
        'Open the row again to load it.'
      )}
    </p>
  );
}
