import { describe, expect, test } from 'vitest';
import type { TraceSummary } from '@/api/rows';
import { hasGap, type LiveRows, noRows, showHeld, takeHead, takeOlder } from './liveRows';

const row = (n: number, xact = '1', end: number | null = 1) =>
  ({
    id: `r${n}`,
    _xact_id: xact,
    _pagination_key: `p${String(n).padStart(4, '0')}`,
    created: '2020-01-01T00:00:00Z',
    metrics: { end },
  }) as TraceSummary;
const rows = (...numbers: number[]) => numbers.map((n) => row(n));
const ids = (list: TraceSummary[]) => list.map((one) => one.id);
const known = (...numbers: number[]): LiveRows => takeHead(noRows, { rows: rows(...numbers), isWhole: true }, true);

describe('a new head', () => {
  test('adds on top while the reader is at the top', () => {
    const next = takeHead(known(3, 2, 1), { rows: rows(5, 4, 3), isWhole: false }, true);
    expect(ids(next.rows)).toEqual(['r5', 'r4', 'r3', 'r2', 'r1']);
    expect(next.held).toEqual([]);
  });

  test('is held back while the reader is further down, and shown on demand', () => {
    let next = takeHead(known(3, 2, 1), { rows: rows(4, 3), isWhole: false }, false);
    next = takeHead(next, { rows: rows(5, 4, 3), isWhole: false }, false);
    expect(ids(next.rows)).toEqual(['r3', 'r2', 'r1']);
    expect(ids(next.held)).toEqual(['r5', 'r4']);
    expect(ids(showHeld(next).rows)).toEqual(['r5', 'r4', 'r3', 'r2', 'r1']);
  });

  test('replaces changed rows where they stand and keeps the others identical', () => {
    const before = known(3, 2, 1);
    const next = takeHead(before, { rows: [row(3), row(2, '9')], isWhole: false }, false);
    expect(next.rows[1]?._xact_id).toBe('9');
    expect(next.rows[0]).toBe(before.rows[0]);
    expect(next.rows[2]).toBe(before.rows[2]);
  });

  test('a trace that runs is taken anew even when its root did not change', () => {
    const before = takeHead(noRows, { rows: [row(1, '1', null)], isWhole: true }, true);
    const fresh = row(1, '1', 2);
    expect(takeHead(before, { rows: [fresh], isWhole: true }, false).rows[0]).toBe(fresh);
  });

  test('rows that were deleted go, those below the head stay', () => {
    expect(ids(takeHead(known(4, 3, 2, 1), { rows: rows(4, 2), isWhole: false }, false).rows)).toEqual(['r4', 'r2', 'r1']);
    expect(ids(takeHead(known(4, 3), { rows: rows(4), isWhole: true }, false).rows)).toEqual(['r4']);
    expect(ids(takeHead(known(4, 3), { rows: [], isWhole: true }, false).rows)).toEqual([]);
  });
});

test('a gap is noticed when nothing of the head is known', () => {
  expect(hasGap(known(3), { rows: rows(9, 8), isWhole: false })).toBe(true);
  expect(hasGap(known(3), { rows: rows(4, 3), isWhole: false })).toBe(false);
  expect(hasGap(noRows, { rows: rows(9), isWhole: false })).toBe(false);
  expect(hasGap(known(3), { rows: rows(9), isWhole: true })).toBe(false);
});

test('older rows are appended once', () => {
  expect(ids(takeOlder(known(4, 3), rows(3, 2, 1)).rows)).toEqual(['r4', 'r3', 'r2', 'r1']);
});
