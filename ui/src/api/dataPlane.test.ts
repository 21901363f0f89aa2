import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callDataPlane } from './dataPlane';
import { ApiError } from './errors';
import { TestPlanes, testPlane } from './testing';

vi.mock('./jsonWorker', () => ({ parseInWorker: vi.fn() }));

const plane = testPlane;
let planes: TestPlanes;

beforeEach(() => {
  planes = new TestPlanes();
});

afterEach(() => vi.unstubAllGlobals());

test('calls at the same time share one token, and no cookie goes along', async () => {
  await Promise.all([callDataPlane(plane, { path: '/version' }), callDataPlane(plane, { path: '/version' })]);
  expect(planes.tokens).toBe(1);
  expect(planes.calls.map((call) => call.headers.get('authorization'))).toEqual(['Bearer t1', 'Bearer t1']);
  expect(planes.calls.every((call) => call.credentials === 'omit' && call.url === 'http://dp.test/version')).toBe(true);
});

test('a refused token is renewed once', async () => {
  planes.answer = (request) =>
    request.headers.get('authorization') === 'Bearer t1' ? new Response('', { status: 401 }) : Response.json({ fine: 1 });
  await expect(callDataPlane(plane, { path: '/version' })).resolves.toEqual({ fine: 1 });
  expect(planes.tokens).toBe(2);
});

test('a token that still is refused is an error and no circle', async () => {
  planes.answer = () => new Response('no', { status: 401 });
  await expect(callDataPlane(plane, { path: '/version' })).rejects.toMatchObject({ status: 401 });
  expect(planes.calls.length).toBe(2);
});

test('a token about to run out is renewed before it is used', async () => {
  await callDataPlane(plane, { path: '/version' });
  vi.useFakeTimers({ now: Date.now() + 260_000 });
  await callDataPlane(plane, { path: '/version' });
  vi.useRealTimers();
  expect(planes.tokens).toBe(2);
});

test('the compatible error form gives its message and trace', async () => {
  planes.answer = () => Response.json({ Code: 'BadRequestError', Message: 'No such column.', InternalTraceId: 'ab' }, { status: 400 });
  const error = await callDataPlane(plane, { method: 'POST', path: '/btql', body: {} }).catch((caught) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, message: 'No such column.', traceId: 'ab', plane: 'data plane' });
});

test('rows can be given a key of a field', async () => {
  planes.answer = () => Response.json({ data: [{ input: { b: 1, a: 2 } }, { input: { a: 2, b: 1 } }] });
  const page = await callDataPlane<{ data: Array<Record<string, unknown>> }>(plane, { path: '/btql', rowsAt: 'data', keyField: 'input' });
  expect(page.data[0]?.$key).toBe(page.data[1]?.$key);
});
