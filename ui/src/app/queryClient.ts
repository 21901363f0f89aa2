import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/errors';

const tries = 2;

// What a second try cannot mend is shown at once; an unreachable or busy plane is asked again.
function shouldRetry(failures: number, error: Error): boolean {
  if (!(error instanceof ApiError)) return false;
  return failures < tries && (error.status === 0 || error.status === 429 || error.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, retryDelay: (failures) => 400 * 2 ** failures, staleTime: 5_000, gcTime: 5 * 60_000 },
    mutations: { retry: false },
  },
});
