import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { useEffect } from 'react';
import { onSessionEnd } from '@/api/controlPlane';
import { dropToken } from '@/api/dataPlaneToken';
import { meQuery } from '@/api/session';
import { LoginTokenProvider } from '@/features/session';
import { queryClient } from './queryClient';
import { router } from './router';

export function App({ loginToken }: { loginToken: string | null }) {
  useEffect(
    () =>
      onSessionEnd(() => {
        dropToken();
        // The gate above the pages shows the log-in page once `me` has failed.
        if (queryClient.getQueryData(meQuery.queryKey)) queryClient.resetQueries({ queryKey: meQuery.queryKey });
      }),
    [],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
        <LoginTokenProvider value={loginToken}>
          <RouterProvider router={router} />
        </LoginTokenProvider>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
