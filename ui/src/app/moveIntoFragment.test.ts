import { expect, test } from 'vitest';
import { moveIntoFragment } from './moveIntoFragment';

function open(address: string): { token: string | null; address: string } {
  const url = new URL(address, 'http://app.test');
  let shown = address;
  const token = moveIntoFragment({
    location: url as unknown as Location,
    history: { replaceState: (_: unknown, __: string, next: string) => (shown = next) } as unknown as History,
  });
  return { token, address: shown };
}

test('the token of a log-in link leaves the address at once', () => {
  expect(open('/login#token=abc%2Bd')).toEqual({ token: 'abc+d', address: '/#/login' });
});

test('a route that came as a path moves behind the hash with its query', () => {
  expect(open('/app/local/p/a%20b/logs?oid=x')).toEqual({ token: null, address: '/#/app/local/p/a%20b/logs?oid=x' });
});

test('a route behind the hash stays', () => {
  expect(open('/#/app/local')).toEqual({ token: null, address: '/#/app/local' });
});
