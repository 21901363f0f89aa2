import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { ApiError } from '@/api/errors';
import { meQuery } from '@/api/session';
import { Await } from '@/components/state/Await';
import { LoginPage } from '@/features/session';

/** Leads to the first organization. */
export function StartPage() {
  const me = useQuery(meQuery);
  if (!me.data && me.error instanceof ApiError && me.error.status === 401) return <LoginPage />;
  return (
    <main className="flex h-full flex-col">
      <Await query={me} what="your organizations" skeleton={null}>
        {({ organizations }) =>
          organizations[0] ? (
            <Navigate to="/app/$org" params={{ org: organizations[0].name }} replace />
          ) : (
            <p className="m-auto text-muted">You are not a member of any organization yet.</p>
          )
        }
      </Await>
    </main>
  );
}
