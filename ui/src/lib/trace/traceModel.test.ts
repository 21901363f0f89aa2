import { describe, expect, test } from 'vitest';
import { randomNumbers, type TestSpan, treeOf } from './testing';
import type { TraceTree } from './traceTree';

const span = (id: string, parent: string | null, start: number, end?: number, more: Partial<TestSpan> = {}): TestSpan => ({
  id: `row-${id}`,
  spanId: id,
  parent,
  name: id,
  type: 'task',
  start,
  end,
  ...more,
});
const places = (tree: TraceTree) => Array.from({ length: tree.count }, (_, place) => place);
const names = (tree: TraceTree) => places(tree).map((place) => tree.name(place));
const at = (tree: TraceTree, name: string) => names(tree).indexOf(name);

describe('building', () => {
  test('children stand below their parent in order of time, whatever order they came in', () => {
    const tree = treeOf([span('late', 'root', 3, 4), span('leaf', 'early', 2, 2.5), span('root', null, 0, 5), span('early', 'root', 1, 2)]);
    expect(names(tree)).toEqual(['root', 'early', 'leaf', 'late']);
    expect([...tree.model.depth]).toEqual([0, 1, 2, 1]);
    expect([...tree.model.last]).toEqual([4, 3, 3, 4]);
    expect([...tree.model.parent]).toEqual([-1, 0, 1, 0]);
  });

  test('spans of one time stand in the order in which they came', () => {
    expect(names(treeOf([span('root', null, 0), span('b', 'root', 1), span('a', 'root', 1)]))).toEqual(['root', 'b', 'a']);
  });

  test('a span whose parent is missing stands at the top', () => {
    const tree = treeOf([span('root', null, 0, 5), span('orphan', 'nobody', 1, 2)]);
    expect([...tree.model.parent]).toEqual([-1, -1]);
  });

  test('tokens, costs and errors are summed upwards', () => {
    const llm = { tokens: 15, cost: 0.5 };
    const tree = treeOf([
      span('root', null, 0, 5),
      span('task', 'root', 1, 4),
      span('one', 'task', 1, 2, llm),
      span('two', 'task', 2, 3, { ...llm, tokens: 20, bytes: { error: 4 } }),
    ]);
    const { tokens, cost, errorsBelow, hasError, from, to } = tree.model;
    expect([tokens[0], cost[0], errorsBelow[0], hasError[0]]).toEqual([35, 1, 1, 0]);
    expect([tokens[at(tree, 'two')], hasError[at(tree, 'two')], errorsBelow[at(tree, 'task')]]).toEqual([20, 1, 1]);
    expect([from, to]).toEqual([0, 5]);
    expect(tree.errors()).toEqual([at(tree, 'two')]);
  });

  test('a hundred thousand spans in a line are no problem', () => {
    const tree = treeOf(Array.from({ length: 100_000 }, (_, i) => span(`s${i}`, i === 0 ? null : `s${i - 1}`, i, i + 1)));
    expect(tree.model.depth[99_999]).toBe(99_999);
    expect(tree.model.last[0]).toBe(100_000);
  });

  test('a span without an end is running', () => {
    expect(treeOf([span('root', null, 0)]).model.isRunning).toBe(true);
    expect(treeOf([span('root', null, 0, 1)]).model.isRunning).toBe(false);
    expect(treeOf([{ id: 'without times' }]).model.isRunning).toBe(false);
  });

  test('spans are found by their rows, one by one and many at a time', () => {
    const tree = treeOf([span('root', null, 0, 5), span('a', 'root', 1), span('ab', 'root', 2)]);
    expect([tree.find('row-ab'), tree.find('row-'), tree.find('nobody')]).toEqual([2, -1, -1]);
    expect(tree.findAll(new Set(['row-ab', 'nobody', 'row-root']))).toEqual([0, 2]);
  });

  test('a span knows which of how many siblings it is', () => {
    const tree = treeOf([
      span('root', null, 0),
      span('a', 'root', 1),
      span('leaf', 'a', 2),
      span('b', 'root', 3),
      span('orphan', 'nobody', 4),
    ]);
    const positions = places(tree).map((place) => tree.position(place));
    expect(positions.map(({ position, of }) => `${position}/${of}`)).toEqual(['1/2', '1/2', '1/1', '2/2', '2/2']);
  });

  test('the whole trace has the sums of all that stands at the top', () => {
    const tree = treeOf([
      span('root', null, 0, 1, { tokens: 3, cost: 1 }),
      span('a', 'root', 0, 1, { tokens: 4 }),
      span('orphan', 'nobody', 1, 2, { tokens: 5, cost: 2 }),
    ]);
    expect(tree.totals()).toEqual({ tokens: 12, cost: 3 });
  });

  test('what is folded to see the first level only is every parent below the top', () => {
    const tree = treeOf([span('root', null, 0), span('a', 'root', 1), span('b', 'a', 2), span('c', 'b', 3), span('d', 'root', 4)]);
    expect(tree.foldable().map((place) => tree.name(place))).toEqual(['a', 'b']);
  });

  test('the slowest span is a leaf', () => {
    const tree = treeOf([span('root', null, 0, 9), span('short', 'root', 1, 2), span('long', 'root', 2, 5)]);
    expect(tree.name(tree.slowest())).toBe('long');
  });
});

describe('any graph of parents', () => {
  for (let seed = 1; seed <= 60; seed++) {
    test(`shows every span once, below its parent (${seed})`, () => {
      const random = randomNumbers(seed);
      const count = 1 + random(40);
      const spans = Array.from({ length: count }, (_, i): TestSpan => {
        const parent = random(6) === 0 ? null : random(8) === 0 ? 'missing' : `s${random(count)}`;
        const start = random(5) === 0 ? undefined : random(5);
        // Some share a span id.
        return { id: String(i), spanId: `s${random(9) === 0 ? 0 : i}`, parent, start };
      });
      const tree = treeOf(spans);
      const { parent, depth, last } = tree.model;

      const ids = places(tree).map((place) => tree.id(place));
      expect(ids.sort()).toEqual(spans.map(({ id }) => id).sort());
      for (const place of places(tree)) {
        const above = parent[place] as number;
        expect(above).toBeLessThan(place);
        expect(depth[place]).toBe(above < 0 ? 0 : (depth[above] as number) + 1);
        expect(last[place]).toBe(place + 1 + places(tree).filter((other) => tree.above(other).includes(place)).length);
        if (above >= 0) {
          const wanted = spans.find(({ id }) => id === tree.id(place))?.parent;
          expect(spans.find(({ spanId }) => spanId === wanted)?.id).toBe(tree.id(above));
        }
      }
    });
  }
});
