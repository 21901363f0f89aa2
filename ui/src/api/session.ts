import { queryOptions } from '@tanstack/react-query';
import { controlPlane } from './controlPlane';

export interface Organization {
  id: string;
  name: string;
  role: string;
  /** Where the browser reaches the organization's data plane; null before one has joined. */
  api_url: string | null;
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
