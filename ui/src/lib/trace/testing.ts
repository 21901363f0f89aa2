import { type Scores, type SizedField, type Skeleton, sizedFields } from './skeleton';
import { TraceStore } from './traceStore';
import { TraceTree } from './traceTree';

/** A span as a test writes it; `parent` is a span id. */
export interface TestSpan {
  id: string;
  spanId?: string;
  parent?: string | null;
  name?: string;
  type?: string;
  start?: number;
  end?: number;
  tokens?: number;
  cost?: number;
  bytes?: Partial<Record<SizedField, number>>;
  scores?: Scores;
}

/** Texts by number, as an answer lists them: each in the block in which it is new. */
class Listed {
  readonly #numbers = new Map<string, number>();
  news: string[] = [];

  numberOf(text: string | undefined): number | null {
    if (text === undefined) return null;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.news.push(text);
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

/** The answer of a data plane about some spans, in blocks of three. */
export function skeletonOf(spans: TestSpan[], options: { version?: string; spans?: number } = {}): Skeleton {
  const places = new Map<string, number>();
  const [names, types] = [new Listed(), new Listed()];
  const blocks: Skeleton['blocks'] = [];
  for (let from = 0; from < spans.length; from += 3) {
    const part = spans.slice(from, from + 3);
    [names.news, types.news] = [[], []];
    const numbers = (of: (span: TestSpan) => number | undefined) => part.map((span) => of(span) ?? null);
    blocks.push({
      names: names.news,
      types: types.news,
      id: part.map((span) => span.id),
      span_id: part.map((span) => span.spanId ?? null),
      parent: part.map((span, i) => {
        const parent = span.parent == null ? null : (places.get(span.parent) ?? span.parent);
        const own = span.spanId ?? span.id;
        if (!places.has(own)) places.set(own, from + i);
        return parent;
      }),
      name: part.map((span) => names.numberOf(span.name)),
      type: part.map((span) => types.numberOf(span.type)),
      start: numbers((span) => span.start),
      end: numbers((span) => span.end),
      tokens: numbers((span) => span.tokens),
      cost: numbers((span) => span.cost),
      ...(Object.fromEntries(sizedFields.map((field) => [`${field}_bytes`, numbers((span) => span.bytes?.[field])])) as Record<
        `${SizedField}_bytes`,
        Array<number | null>
      >),
      scores: Object.fromEntries(part.flatMap((span, i) => (span.scores ? [[String(i), span.scores]] : []))),
    });
  }
  return { version: options.version ?? '1', spans: options.spans ?? spans.length, blocks, is_complete: true };
}

export function treeOf(spans: TestSpan[]): TraceTree {
  const update = new TraceStore().take(skeletonOf(spans), null);
  if (update.kind !== 'new') throw new Error(update.kind);
  return new TraceTree(update.handle, update.model);
}

/** Numbers that look random and are the same in each run. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
