import { vi } from 'vitest';
import { dropToken } from './dataPlaneToken';

export const testPlane = { orgId: 'o1', orgName: 'local', apiUrl: 'http://dp.test' };

/** Both planes as a test answers for them: the control plane gives out the tokens t1, t2, …; what goes to the data plane is kept. */
export class TestPlanes {
  readonly calls: Request[] = [];
  tokens = 0;
  answer: (request: Request) => Response = () => Response.json({ ok: true });

  constructor() {
    dropToken();
    vi.stubGlobal('fetch', async (input: string | URL, init?: RequestInit) => {
      const request = new Request(new URL(String(input), 'http://cp.test'), init);
      if (new URL(request.url).pathname === '/ui/token') {
        this.tokens++;
        const expires_at = new Date(Date.now() + 300_000).toISOString();
        return Response.json({ token: `t${this.tokens}`, expires_at, api_url: 'http://dp.test/' });
      }
      this.calls.push(request);
      return this.answer(request);
    });
  }
}
