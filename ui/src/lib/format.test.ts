import { describe, expect, test } from 'vitest';
import { formatBytes, formatCost, formatCount, formatDuration, formatExactTime, formatPoints, formatRelative, formatScore } from './format';

describe('durations', () => {
  test.each([
    [0, '0 ms'],
    [0.0004, '<1 ms'],
    [0.83, '830 ms'],
    [0.9996, '1.00 s'],
    [1.24, '1.24 s'],
    [59.996, '1 m 00 s'],
    [125, '2 m 05 s'],
    [3725, '1 h 02 m'],
    [-0.5, '-500 ms'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test('nothing is empty', () => expect(formatDuration(null)).toBe(''));
});

describe('counts', () => {
  test.each([
    [0, '0'],
    [9_999, '9,999'],
    [12_408, '12.4 k'],
    [250_000, '250 k'],
    [1_200_000, '1.2 M'],
    [0.3125, '0.31'],
  ])('%d is %s', (value, text) => expect(formatCount(value)).toBe(text));
});

describe('scores, costs, sizes', () => {
  test.each([
    [0, '0%'],
    [1, '100%'],
    [0.5, '50.0%'],
    [0.74603, '74.6%'],
    [7, '7'],
  ])('score %d is %s', (score, text) => expect(formatScore(score)).toBe(text));

  test.each([
    [0.0042, '$0.0042'],
    [0.00001, '<$0.0001'],
    [12.345, '$12.35'],
    [0, '$0'],
  ])('cost %d is %s', (dollars, text) => expect(formatCost(dollars)).toBe(text));

  test.each([
    [0.05, '5'],
    [-0.123, '12.3'],
    [0.0001, '<0.1'],
  ])('difference %d is %s points', (delta, text) => expect(formatPoints(delta)).toBe(text));

  test.each([
    [512, '512 B'],
    [4_096, '4.1 KB'],
    [212_000, '212 KB'],
    [104_857_600, '104.9 MB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('times', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  test.each([
    ['2026-11-23T11:59:58Z', 'now'],
    ['2026-11-23T11:59:20Z', '40 s ago'],
    ['2026-11-23T11:57:00Z', '3 m ago'],
    ['2026-11-23T07:00:00Z', '5 h ago'],
    ['2026-11-22T10:00:00Z', 'yesterday'],
    ['2026-11-18T12:00:00Z', '5 d ago'],
    ['2026-03-12T12:00:00Z', '12 Mar'],
    ['2024-03-12T12:00:00Z', '12 Mar 2024'],
  ])('%s is %s', (at, text) => expect(formatRelative(new Date(at), now)).toBe(text));

  test('the exact time has milliseconds and its offset', () => {
    expect(formatExactTime(new Date(2026, 10, 23, 9, 5, 7, 42))).toMatch(/^2026-11-23 09:05:07\.042 UTC/);
  });
});
