import { CircleAlert } from 'lucide-react';
import { Button } from '../Button';
import { describeFailure } from './describeFailure';

interface ErrorStateProps {
  error: unknown;
  /** What was asked for, as in "Could not load {what}". */
  what: string;
  onRetry?(): void;
}

/** Fills the place of content that never came. */
export function ErrorState({ error, what, onRetry }: ErrorStateProps) {
  const failure = describeFailure(error);
  return (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-2 p-8 text-center">
      <CircleAlert size={20} strokeWidth={1.5} aria-hidden className="text-worse" />
      <p className="font-medium">Could not load {what}</p>
      <p className="max-w-lg break-words text-muted">{failure.message}</p>
      {failure.detail && <p className="font-mono text-xs text-faint">{failure.detail}</p>}
      {onRetry && (
        <Button onClick={onRetry} className="mt-2">
          Retry
        </Button>
      )}
    </div>
  );
}
