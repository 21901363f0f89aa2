import { Link } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { EmptyState } from '@/components/state/EmptyState';

export function NotFound() {
  return (
    <main className="flex h-full">
      <EmptyState
        icon={FileQuestion}
        title="No page at this address"
        action={
          <Link to="/" className="text-accent hover:underline">
            Go to your projects
          </Link>
        }
      />
    </main>
  );
}
