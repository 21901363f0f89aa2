import type { TraceTree } from './traceTree';

/** Scores of the whole trace: averages over its spans, but what the root itself says has the last word. */
export function traceScores(tree: TraceTree): Array<[string, number]> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const place of tree.model.scores.keys()) {
    for (const [name, score] of tree.scores(place)) {
      const entry = sums.get(name) ?? { sum: 0, count: 0 };
      sums.set(name, { sum: entry.sum + score, count: entry.count + 1 });
    }
  }
  const root = new Map(tree.scores(0));
  return [...sums]
    .map(([name, { sum, count }]): [string, number] => [name, root.get(name) ?? sum / count])
    .sort(([a], [b]) => a.localeCompare(b));
}

export interface NamedScore {
  name: string;
  score: number;
  /** The scorer's span that gave it, where the reasons stand. */
  scorer: number | null;
}

/** Scores that judge a span: those on the span itself and those of its scorers below it. */
export function scoresOf(tree: TraceTree, place: number): NamedScore[] {
  const given = tree
    .children(place)
    .flatMap((child) =>
      tree.model.scores.has(child) && tree.type(child) === 'score'
        ? tree.scores(child).map(([name, score]): NamedScore => ({ name, score, scorer: child }))
        : [],
    );
  const own = tree
    .scores(place)
    .map(([name, score]): NamedScore => ({ name, score, scorer: given.find((other) => other.name === name)?.scorer ?? null }));
  return [...own, ...given.filter(({ name }) => !own.some((other) => other.name === name))];
}
