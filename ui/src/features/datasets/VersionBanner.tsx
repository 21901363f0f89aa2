import { History } from 'lucide-react';
import { Button } from '@/components/Button';
import { RelativeTime } from '@/components/RelativeTime';
import { transactionTime } from '@/features/trace';

export function VersionBanner({ version, onLatest }: { version: string; onLatest(): void }) {
  return (
    <div role="status" className="flex shrink-0 items-center gap-2 border-t border-line bg-warn-soft px-4 py-1 text-sm">
      <History size={14} strokeWidth={1.5} aria-hidden className="text-warn" />
      <span>
        As it was <RelativeTime at={transactionTime(version)} />, version <span className="font-mono">{version}</span>
      </span>
      <Button look="quiet" className="ml-auto" onClick={onLatest}>
        Show latest
      </Button>
    </div>
  );
}
