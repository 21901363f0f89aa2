import { describe, expect, test } from 'vitest';
import { randomNumbers, type TestSpan, treeOf } from './testing';
import { countBelow, deepestIndent, guidesOf, isLastSibling, neighbourOf, rowOf, visiblePlaces } from './visiblePlaces';

const span = (id: string, parent: string | null, start: number, type = 'task'): TestSpan => ({ id, parent, name: id, type, start });
const tree = treeOf([
  span('root', null, 0),
  span('task', 'root', 1),
  span('llm', 'task', 2, 'llm'),
  span('tool', 'task', 4, 'tool'),
  span('score', 'root', 7, 'score'),
]);
const view = { folded: new Set<string>(), hiddenTypes: new Set<string>() };
const shown = (more: Partial<typeof view>) => {
  const { places } = visiblePlaces(tree, { ...view, ...more });
  return Array.from(places, (place) => tree.name(place));
};

describe('the visible rows', () => {
  test('guides tell where lines go on', () => {
    const { places, kept } = visiblePlaces(tree, view);
    const rows = Array.from(places, (place) => [tree.name(place), guidesOf(tree, place, kept), isLastSibling(tree, place, kept)]);
    expect(rows).toEqual([
      ['root', [], true],
      ['task', [], false],
      ['llm', [true], false],
      ['tool', [true], true],
      ['score', [], true],
    ]);
  });

  test('a folded span hides what is below it', () => {
    expect(shown({ folded: new Set(['task']) })).toEqual(['root', 'task', 'score']);
  });

  test('hiding a type keeps what leads to the rest, and lines end where nothing follows', () => {
    const hiddenTypes = new Set(['task', 'score']);
    expect(shown({ hiddenTypes })).toEqual(['root', 'task', 'llm', 'tool']);
    const { kept } = visiblePlaces(tree, { ...view, hiddenTypes });
    expect(isLastSibling(tree, tree.find('task'), kept)).toBe(true);
    expect(guidesOf(tree, tree.find('llm'), kept)).toEqual([false]);
  });

  test('a row is found by its place, and what is folded is not', () => {
    const { places } = visiblePlaces(tree, { ...view, folded: new Set(['task']) });
    expect([rowOf(places, tree.find('score')), rowOf(places, tree.find('llm'))]).toEqual([2, -1]);
  });

  test('guides of deep rows are as many as are drawn', () => {
    const deep = treeOf(Array.from({ length: 50 }, (_, i) => span(`s${i}`, i === 0 ? null : `s${i - 1}`, i)));
    expect(guidesOf(deep, 49, null).length).toBe(deepestIndent);
  });
});

describe('hits and errors', () => {
  test('are walked forwards and backwards, and on from the other end', () => {
    const found = [1, 3, 4];
    const steps = (by: 1 | -1) => [0, 1, 2, 3, 4].map((place) => neighbourOf(found, place, by));
    expect(steps(1)).toEqual([1, 3, 3, 4, 1]);
    expect(steps(-1)).toEqual([4, 4, 1, 1, 3]);
    expect(neighbourOf([], 2, 1)).toBe(undefined);
  });

  test('are counted below a span, without itself', () => {
    expect([tree.find('root'), tree.find('task'), tree.find('llm')].map((place) => countBelow(tree, [1, 2, 4], place))).toEqual([3, 1, 0]);
  });
});

describe('any fold and filter', () => {
  for (let seed = 1; seed <= 40; seed++) {
    test(`show what they should (${seed})`, () => {
      const random = randomNumbers(seed);
      const count = 1 + random(40);
      const spans = Array.from({ length: count }, (_, i) => span(`s${i}`, i === 0 ? null : `s${random(i)}`, random(9), `type${random(3)}`));
      const any = treeOf(spans);
      const folded = new Set(spans.filter(() => random(5) === 0).map(({ id }) => id));
      const hiddenTypes = new Set(['type0', 'type1'].filter(() => random(2) === 0));
      const { places } = visiblePlaces(any, { folded, hiddenTypes });

      const below = (place: number) => Array.from({ length: (any.model.last[place] as number) - place }, (_, i) => place + i);
      const expected = Array.from({ length: count }, (_, place) => place).filter(
        (place) =>
          !any.above(place).some((above) => folded.has(any.id(above))) && below(place).some((other) => !hiddenTypes.has(any.type(other))),
      );
      expect([...places]).toEqual(expected);
      expected.forEach((place, row) => {
        expect(rowOf(places, place)).toBe(row);
      });
    });
  }
});
