import { expect, test } from 'vitest';
import { groupVersions } from './versions';

test('one entry per transaction, newest first, rows counted once', () => {
  expect(
    groupVersions([
      { id: 'a', _xact_id: '9' },
      { id: 'a', _xact_id: '10' },
      { id: 'b', _xact_id: '10' },
      { id: 'b', _xact_id: '10' },
    ]),
  ).toEqual([
    { xactId: '10', rows: 2 },
    { xactId: '9', rows: 1 },
  ]);
});
