import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callDataPlane } from './dataPlane';
import { dropToken } from './dataPlaneToken';
import { ApiError } from './errors';

vi.mock('./jsonWorker', () => ({ parseInWorker: vi.fn() }));

const plane = { orgId: 'o1', orgName: 'local', apiUrl: 'http://dp.test' };
const calls: Request[] = [];
let tokens = 0;
let answer: (request: Request) => Response;

beforeEach(() => {
  dropToken();
  calls.length = 0;
  tokens = 0;
  answer = () => Response.json({ ok: true });
  vi.stubGlobal('fetch', async (input: string | URL, init?: RequestInit) => {
    const request = new Request(new URL(String(input), 'http://cp.test'), init);
    if (new URL(request.url).pathname === '/ui/token') {
      tokens++;
      return Response.json({ token: `t${tokens}`, expires_at: new Date(Date.now() + 300_000).toISOString(), api_url: 'http://dp.test/' });
    }
    calls.push(request);
    return answer(request);
  });
});

afterEach(() => vi.unstubAllGlobals());

test('calls at the same time share one token, and no cookie goes along', async () => {
  await Promise.all([callDataPlane(plane, { path: '/version' }), callDataPlane(plane, { path: '/version' })]);
  expect(tokens).toBe(1);
  expect(calls.map((call) => call.headers.get('authorization'))).toEqual(['Bearer t1', 'Bearer t1']);
  expect(calls.every((call) => call.credentials === 'omit' && call.url === 'http://dp.test/version')).toBe(true);
});

test('a refused token is renewed once', async () => {
  answer = (request) =>
    request.headers.get('authorization') === 'Bearer t1' ? new Response('', { status: 401 }) : Response.json({ fine: 1 });
  await expect(callDataPlane(plane, { path: '/version' })).resolves.toEqual({ fine: 1 });
  expect(tokens).toBe(2);
});

test('a token that still is refused is an error and no circle', async () => {
  answer = () => new Response('no', { status: 401 });
  await expect(callDataPlane(plane, { path: '/version' })).rejects.toMatchObject({ status: 401 });
  expect(calls.length).toBe(2);
});

test('a token about to run out is renewed before it is used', async () => {
  await callDataPlane(plane, { path: '/version' });
  vi.useFakeTimers({ now: Date.now() + 260_000 });
  await callDataPlane(plane, { path: '/version' });
  vi.useRealTimers();
  expect(tokens).toBe(2);
});

test('the compatible error form gives its message and trace', async () => {
  answer = () => Response.json({ Code: 'BadRequestError', Message: 'No such column.', InternalTraceId: 'ab' }, { status: 400 });
  const error = await callDataPlane(plane, { method: 'POST', path: '/btql', body: {} }).catch((caught) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, message: 'No such column.', traceId: 'ab', plane: 'data plane' });
});

test('rows can be given a key of a field', async () => {
  answer = () => Response.json({ data: [{ input: { b: 1, a: 2 } }, { input: { a: 2, b: 1 } }] });
  const page = await callDataPlane<{ data: Array<Record<string, unknown>> }>(plane, { path: '/btql', rowsAt: 'data', keyField: 'input' });
  expect(page.data[0]?.$key).toBe(page.data[1]?.$key);
});
