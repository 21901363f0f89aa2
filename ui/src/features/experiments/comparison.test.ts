import { expect, test } from 'vitest';
import type { TraceSummary } from '@/api/rows';
import { filterCases, parseVerdict } from './caseFilter';
import { type CaseScores, compareScores } from './comparison';
import { meanInterval } from './confidence';

const one = (key: string, scores: Record<string, number>, rootSpanId = key): CaseScores => ({ key, rootSpanId, scores });

test('cases are matched by input, and what only one side has does not count', () => {
  const result = compareScores(
    [one('a', { s: 1 }), one('b', { s: 0.2 }), one('c', { s: 0.5 }), one('new', { s: 1 })],
    [one('a', { s: 0 }), one('b', { s: 0.9 }), one('c', { s: 0.5 }), one('gone', { s: 1 })],
  ).get('s');
  expect(result).toMatchObject({ better: 1, worse: 1, same: 1 });
  expect(result?.verdicts.get('b')).toBe('worse');
  expect(result?.verdicts.has('new')).toBe(false);
});

test('trials of one input are one case with their average', () => {
  const result = compareScores([one('a', { s: 1 }, '1'), one('a', { s: 0 }, '2')], [one('a', { s: 0.4 }), one('a', { s: 0.6 })]).get('s');
  expect(result).toMatchObject({ better: 0, worse: 0, same: 1 });
});

test('the last bits of an average are no difference', () => {
  const thirds = [0.1, 0.2, 0.3].map((score, index) => one('a', { s: score }, String(index)));
  expect(compareScores(thirds, [one('a', { s: 0.2 })]).get('s')).toMatchObject({ same: 1 });
});

test('a score that the base lacks has no verdicts', () => {
  expect(compareScores([one('a', { fresh: 1 })], [one('a', { s: 1 })]).get('fresh')).toMatchObject({ better: 0, same: 0, worse: 0 });
});

test('a count filters to its cases', () => {
  const current = [one('a', { 'my:score': 1 }), one('b', { 'my:score': 0 })];
  const comparison = {
    byScore: compareScores(current, [one('a', { 'my:score': 0 }), one('b', { 'my:score': 1 })]),
    keyOf: new Map(current.map(({ rootSpanId, key }) => [rootSpanId, key])),
  };
  const rows = [
    { id: '1', root_span_id: 'a', input: 'Apple pie' },
    { id: '2', root_span_id: 'b', input: { q: 'Pear' } },
  ] as TraceSummary[];
  const filter = parseVerdict('worse:my:score');
  expect(filter).toEqual({ verdict: 'worse', score: 'my:score' });
  expect(filterCases(rows, '', filter, comparison).map((row) => row.id)).toEqual(['2']);
  expect(filterCases(rows, 'PEAR', null, comparison).map((row) => row.id)).toEqual(['2']);
  expect(filterCases(rows, 'apple', filter, comparison)).toEqual([]);
});

test('the interval of a mean needs two values and shrinks with their number', () => {
  expect(meanInterval([0.5])).toBeNull();
  expect(meanInterval([0, 1])).toBeCloseTo(0.98, 2);
  expect(meanInterval(Array.from({ length: 200 }, (_, i) => i % 2))).toBeLessThan(0.08);
});
