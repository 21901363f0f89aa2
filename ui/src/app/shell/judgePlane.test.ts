import { expect, test } from 'vitest';
import { judgePlane, versionsFit } from './judgePlane';

const version = { data: { version: '1.4.0' }, isPending: false };

test('the state follows the last answers', () => {
  expect(judgePlane({ recent: [], isFailing: false }, { isPending: true }, undefined).state).toBe('connecting');
  expect(judgePlane({ recent: [10, 12, 4000], isFailing: false }, version, '1.2.0')).toEqual({ state: 'connected', median: 12 });
  expect(judgePlane({ recent: [1800, 2000], isFailing: false }, version, '1.2.0').state).toBe('slow');
  expect(judgePlane({ recent: [10], isFailing: true }, version, '1.2.0').state).toBe('unreachable');
  expect(judgePlane({ recent: [10], isFailing: false }, version, '2.0.0').state).toBe('wrong version');
});

test('below version 1 the minor counts', () => {
  expect(versionsFit('0.1.9', '0.1.0')).toBe(true);
  expect(versionsFit('0.2.0', '0.1.0')).toBe(false);
  expect(versionsFit('1.2.0', '1.9.3')).toBe(true);
});
