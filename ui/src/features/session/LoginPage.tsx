import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { configQuery } from '@/api/config';
import { logIn, meQuery } from '@/api/session';
import { CopyButton } from '@/components/CopyButton';
import { describeFailure } from '@/components/state/describeFailure';
import { Logo } from './Logo';
import { useLoginToken } from './loginToken';

const command = './biplane login-link';

// A link works once: the second run of an effect, as in development, must not spend it again.
const spent = new Map<string, Promise<void>>();

function spend(token: string): Promise<void> {
  let exchange = spent.get(token);
  if (!exchange) {
    exchange = logIn(token);
    spent.set(token, exchange);
  }
  return exchange;
}

export function LoginPage() {
  const token = useLoginToken();
  const config = useQuery(configQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  const isLoginRoute = useRouterState({ select: (state) => state.location.pathname === '/login' });
  const [failure, setFailure] = useState<unknown>(null);
  const isUnderway = token !== null && isLoginRoute && failure === null;

  useEffect(() => {
    if (token === null || !isLoginRoute) return;
    let isCurrent = true;
    spend(token).then(
      async () => {
        await client.resetQueries({ queryKey: meQuery.queryKey });
        if (isCurrent) await navigate({ to: '/', replace: true });
      },
      (error) => isCurrent && setFailure(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [token, isLoginRoute, client, navigate]);

  return (
    <main className="grid h-full place-items-center p-6">
      <div className="w-full max-w-sm">
        <Logo className="mb-4 size-9" />
        <h1 className="mb-2 text-xl font-semibold">{isUnderway ? 'Logging in' : 'Log in to Biplane'}</h1>
        {isUnderway ? (
          <p className="text-muted" role="status">
            One moment.
          </p>
        ) : (
          <>
            {failure !== null && (
              <p role="alert" className="mb-3 rounded-md bg-worse-soft px-3 py-2 text-worse">
                This link did not work: {describeFailure(failure).message}
              </p>
            )}
            {config.data?.login_links === false ? (
              <p className="text-muted">
                This server takes no log-in links, because other machines can reach it. Ask its operator how to log in.
              </p>
            ) : (
              <>
                <p className="text-muted">A log-in link works once and for ten minutes. Make a new one where the server runs:</p>
                <div className="mt-2 flex h-9 items-center justify-between rounded-md border border-line-strong bg-surface pr-2 pl-3 font-mono">
                  {command}
                  <CopyButton text={command} label="Copy command" />
                </div>
              </>
            )}
          </>
        )}
      </div>
    </main>
  );
}
