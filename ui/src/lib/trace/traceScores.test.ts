import { expect, test } from 'vitest';
import { treeOf } from './testing';
import { scoresOf, traceScores } from './traceScores';

const tree = treeOf([
  { id: 'root', type: 'eval', scores: { human: 1, exact: 0.5 }, start: 0 },
  { id: 'one', parent: 'root', type: 'score', scores: { exact: 1, len: 0.2 }, start: 1 },
  { id: 'two', parent: 'root', type: 'score', scores: { len: 0.4, none: null }, start: 2 },
  { id: 'task', parent: 'root', type: 'task', start: 3 },
]);

test('a trace has the averages of its spans, and its root the last word', () => {
  expect(traceScores(tree).map(([name, score]) => [name, Number(score.toFixed(3))])).toEqual([
    ['exact', 0.5],
    ['human', 1],
    ['len', 0.3],
  ]);
});

test('a span shows its own scores and those of its scorers, with the way to them', () => {
  expect(scoresOf(tree, 0).map(({ name, score, scorer }) => [name, score, scorer === null ? null : tree.id(scorer)])).toEqual([
    ['human', 1, null],
    ['exact', 0.5, 'one'],
    ['len', 0.2, 'one'],
    ['len', 0.4, 'two'],
  ]);
  expect(scoresOf(tree, tree.find('task'))).toEqual([]);
});
