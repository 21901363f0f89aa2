import { CircleAlert } from 'lucide-react';
import { Button } from '../Button';
import { describeFailure } from './describeFailure';

interface ErrorBannerProps {
  error: unknown;
  what: string;
  onRetry(): void;
}

/** Stands above content that is shown from before the failure. */
export function ErrorBanner({ error, what, onRetry }: ErrorBannerProps) {
  return (
    <div role="alert" className="flex shrink-0 items-center gap-2 border-b border-line bg-worse-soft px-4 py-1 text-sm">
      <CircleAlert size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-worse" />
      <span className="min-w-0 truncate">
        Could not refresh {what}: {describeFailure(error).message}
      </span>
      <Button look="quiet" className="ml-auto" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
