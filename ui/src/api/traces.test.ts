import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TestPlanes, testPlane } from './testing';
import { type FieldSlice, readSlice } from './traces';

vi.mock('./jsonWorker', () => ({ parseValueInWorker: vi.fn(), takeTraceInWorker: vi.fn() }));

const place = { from: { kind: 'project_logs', id: 'p 1' }, rowId: 'row/1', field: 'output' } as const;
let planes: TestPlanes;
let json: string;

/** Answers ranges of `json` as the data plane does. */
function answerRange(request: Request): Response {
  const bytes = new TextEncoder().encode(json);
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('range') ?? '') ?? [];
  const end = Math.min(Number(last), bytes.length - 1);
  const headers = { 'Content-Range': `bytes ${first}-${end}/${bytes.length}`, ETag: '"v1"' };
  return new Response(bytes.slice(Number(first), end + 1), { status: 206, headers });
}

beforeEach(() => {
  planes = new TestPlanes();
  planes.answer = answerRange;
  json = JSON.stringify(`${'é\n'.repeat(2000)}the end`);
});

afterEach(() => vi.unstubAllGlobals());

const total = () => new TextEncoder().encode(json).length;
const read = (start: number, end: number, isString?: boolean) =>
  readSlice(testPlane, place, { start, end, total: total() }, isString, new AbortController().signal);

test('parts of a string that follow each other give its text', async () => {
  const parts: FieldSlice[] = [];
  for (let start = 0; start < total(); start += 777) parts.push(await read(start, start + 777, parts[0]?.isString));
  expect(parts.map((part) => part.text).join('')).toBe(JSON.parse(json));
  expect(parts.every((part) => part.isString && part.tag === '"v1"')).toBe(true);
  expect(planes.calls.length).toBe(parts.length);
  expect(planes.calls[0]?.url).toBe('http://dp.test/v1/project_logs/p%201/span/output?id=row%2F1');
});

test('a part from the middle asks whether the value is a string', async () => {
  expect(await read(4000, 4100)).toMatchObject({ isString: true, start: 4000, end: 4100 });
  json = JSON.stringify(Array.from({ length: 2000 }, (_, i) => i));
  expect(await read(4000, 4100)).toMatchObject({ isString: false, text: json.slice(4000, 4100) });
});

test('a value of another size than known was changed, and is not put together with what is there', async () => {
  const part = { start: 0, end: 100, total: total() + 1 };
  await expect(readSlice(testPlane, place, part, undefined, new AbortController().signal)).rejects.toMatchObject({ status: 409 });
});
