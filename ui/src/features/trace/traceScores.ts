import type { Trace, TraceNode } from './buildTrace';

/** Scores of the whole trace: averages over its spans, but what the root itself says has the last word. */
export function traceScores(trace: Trace): Array<[string, number]> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const node of trace.nodes) {
    for (const [name, score] of ownScores(node)) {
      const entry = sums.get(name) ?? { sum: 0, count: 0 };
      sums.set(name, { sum: entry.sum + score, count: entry.count + 1 });
    }
  }
  const root = new Map(trace.roots[0] ? ownScores(trace.roots[0]) : []);
  return [...sums]
    .map(([name, { sum, count }]): [string, number] => [name, root.get(name) ?? sum / count])
    .sort(([a], [b]) => a.localeCompare(b));
}

export interface NamedScore {
  name: string;
  score: number;
  /** The scorer's span that gave it, where the reasons stand. */
  scorer: TraceNode | null;
}

/** Scores that judge a span: those on the span itself and those of its scorers below it. */
export function scoresOf(node: TraceNode): NamedScore[] {
  const scorers = node.children.filter((child) => child.type === 'score' || child.span.span_attributes?.purpose === 'scorer');
  const given = scorers.flatMap((scorer) => ownScores(scorer).map(([name, score]): NamedScore => ({ name, score, scorer })));
  const own = ownScores(node).map(
    ([name, score]): NamedScore => ({ name, score, scorer: given.find((other) => other.name === name)?.scorer ?? null }),
  );
  return [...own, ...given.filter(({ name }) => !own.some((other) => other.name === name))];
}

function ownScores(node: TraceNode): Array<[string, number]> {
  return Object.entries(node.span.scores ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === 'number');
}
