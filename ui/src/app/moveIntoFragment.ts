/**
 * The whole route lives behind the `#`. An address that arrived as a path is rewritten, and the token of a log-in link is taken
 * out of the address before anything else runs, so that it is in no history entry.
 */
export function moveIntoFragment(page: Pick<Window, 'location' | 'history'>): string | null {
  const { pathname, search, hash } = page.location;
  const token = /^#(?:\/login)?\??token=([^&]+)/.exec(hash)?.[1];
  if (token) {
    page.history.replaceState(null, '', '/#/login');
    return decodeURIComponent(token);
  }
  if (pathname !== '/') {
    const route = pathname.startsWith('/app/') ? `#${pathname}${search}` : pathname === '/login' ? '#/login' : hash;
    page.history.replaceState(null, '', `/${route}`);
  }
  return null;
}
