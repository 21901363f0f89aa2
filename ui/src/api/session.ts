import { queryOptions } from '@tanstack/react-query';
import { controlPlane } from './controlPlane';

export interface Organization {
  id: string;
  name: string;
  role: string;
  api_url: string;
}

export interface Me {
  user: { id: string; email: string; name: string | null };
  organizations: Organization[];
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => controlPlane<Me>('GET', '/ui/me', undefined, signal),
  staleTime: 60_000,
});

/** Exchanges the single-use token of a log-in link for the session cookie. */
export function logIn(token: string): Promise<void> {
  return controlPlane('POST', '/ui/session', { token });
}

export function logOut(): Promise<void> {
  return controlPlane('DELETE', '/ui/session');
}
