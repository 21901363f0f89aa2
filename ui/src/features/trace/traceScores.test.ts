import { expect, test } from 'vitest';
import type { SpanHead } from '@/api/rows';
import { buildTrace } from './buildTrace';
import { scoresOf, traceScores } from './traceScores';

const span = (id: string, parent: string | null, type: string, scores: SpanHead['scores']): SpanHead => ({
  id,
  span_id: id,
  root_span_id: 'root',
  span_parents: parent ? [parent] : [],
  is_root: parent === null,
  created: null,
  span_attributes: { name: id, type },
  metrics: { start: 0, end: 1 },
  scores,
  error: null,
  tags: null,
  _xact_id: '1',
});

const trace = buildTrace([
  span('root', null, 'eval', { human: 1, exact: 0.5 }),
  span('one', 'root', 'score', { exact: 1, len: 0.2 }),
  span('two', 'root', 'score', { len: 0.4 }),
  span('task', 'root', 'task', null),
]);

test('a trace has the averages of its spans, and its root the last word', () => {
  expect(traceScores(trace).map(([name, score]) => [name, Number(score.toFixed(3))])).toEqual([
    ['exact', 0.5],
    ['human', 1],
    ['len', 0.3],
  ]);
});

test('a span shows its own scores and those of its scorers, with the way to them', () => {
  const root = trace.byId.get('root');
  const shown = root ? scoresOf(root) : [];
  expect(shown.map(({ name, score, scorer }) => [name, score, scorer?.name ?? null])).toEqual([
    ['human', 1, null],
    ['exact', 0.5, 'one'],
    ['len', 0.2, 'one'],
    ['len', 0.4, 'two'],
  ]);
  const task = trace.byId.get('task');
  expect(task && scoresOf(task)).toEqual([]);
});
