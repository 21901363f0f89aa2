import { controlPlane } from './controlPlane';

interface TokenAnswer {
  token: string;
  expires_at: string | number;
  api_url: string;
}

interface Held {
  token: string;
  apiUrl: string;
  refreshAfter: number;
}

// The token lives in this module only: never in storage, never in an address.
const held = new Map<string, Held>();
const underway = new Map<string, Promise<Held>>();
const refreshAheadMs = 45_000;

/** A token for the organization's data plane, renewed before it runs out; concurrent callers share one request. */
export async function dataPlaneToken(orgId: string): Promise<Held> {
  const current = held.get(orgId);
  if (current && Date.now() < current.refreshAfter) return current;
  let request = underway.get(orgId);
  if (!request) {
    request = fetchToken(orgId).finally(() => underway.delete(orgId));
    underway.set(orgId, request);
  }
  return request;
}

/** Forgets a token that the data plane refused; without an organization, all of them. */
export function dropToken(orgId?: string): void {
  if (orgId === undefined) held.clear();
  else held.delete(orgId);
}

async function fetchToken(orgId: string): Promise<Held> {
  const answer = await controlPlane<TokenAnswer>('POST', '/ui/token', { org_id: orgId });
  const expires = typeof answer.expires_at === 'number' ? answer.expires_at * 1000 : Date.parse(answer.expires_at);
  const token = { token: answer.token, apiUrl: answer.api_url.replace(/\/$/, ''), refreshAfter: expires - refreshAheadMs };
  held.set(orgId, token);
  return token;
}
