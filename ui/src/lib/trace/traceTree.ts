import { placeOf, textAt } from './packedTexts';
import type { Scores, SizedField } from './skeleton';
import type { TraceModel } from './traceModel';

/** A trace as the pages ask for it; spans are named by their places. */
export class TraceTree {
  #siblings: Siblings | null = null;

  constructor(
    /** Under which the worker keeps the trace. */
    readonly handle: number,
    readonly model: TraceModel,
  ) {}

  get count(): number {
    return this.model.count;
  }

  id(place: number): string {
    return textAt(this.model.ids, place);
  }

  name(place: number): string {
    return this.model.names[this.model.name[place] as number] || 'span';
  }

  type(place: number): string {
    return this.model.types[this.model.type[place] as number] || 'span';
  }

  /** Bytes of a field's JSON text; -1 where the span has no such field. */
  bytes(place: number, field: SizedField): number {
    return this.model.bytes[field][place] as number;
  }

  /** Changes when the span does; says nothing else. */
  version(place: number): string {
    return this.model.versions[this.model.changed[place] as number] ?? this.model.version;
  }

  hasChildren(place: number): boolean {
    return (this.model.last[place] as number) > place + 1;
  }

  /** Seconds; null while the span runs or when it did not log them. */
  duration(place: number): number | null {
    const seconds = (this.model.end[place] as number) - (this.model.start[place] as number);
    return Number.isNaN(seconds) ? null : Math.max(0, seconds);
  }

  isUnderway(place: number): boolean {
    return !Number.isNaN(this.model.start[place]) && Number.isNaN(this.model.end[place]);
  }

  scores(place: number): Array<[string, number]> {
    return numeric(this.model.scores.get(place));
  }

  /** The place of a row id; -1 when there is none. */
  find(id: string): number {
    return placeOf(this.model.ids, id);
  }

  /** The places of many row ids, in the order of the tree. */
  findAll(ids: ReadonlySet<string>): number[] {
    const places: number[] = [];
    for (let place = 0; place < this.count && places.length < ids.size; place++) {
      if (ids.has(this.id(place))) places.push(place);
    }
    return places;
  }

  children(place: number): number[] {
    const children: number[] = [];
    const end = this.model.last[place] as number;
    for (let child = place + 1; child < end; child = this.model.last[child] as number) children.push(child);
    return children;
  }

  /** Which of how many siblings a span is, from 1. */
  position(place: number): { position: number; of: number } {
    this.#siblings ??= countSiblings(this.model.parent);
    const { position, children } = this.#siblings;
    return { position: position[place] as number, of: children[(this.model.parent[place] as number) + 1] as number };
  }

  /** The places above one, nearest first. */
  above(place: number): number[] {
    const places: number[] = [];
    for (let at = this.model.parent[place] as number; at >= 0; at = this.model.parent[at] as number) places.push(at);
    return places;
  }

  /** Sums over the whole trace. */
  totals(): { tokens: number; cost: number } {
    const totals = { tokens: 0, cost: 0 };
    for (let top = 0; top < this.count; top = this.model.last[top] as number) {
      totals.tokens += this.model.tokens[top] as number;
      totals.cost += this.model.cost[top] as number;
    }
    return totals;
  }

  /** The types that occur. */
  typesInUse(): string[] {
    return [...new Set([...new Set<number>(this.model.type)].map((number) => this.model.types[number] || 'span'))].sort();
  }

  /** What is folded so that only the top and the level below it are left. */
  foldable(): number[] {
    const places: number[] = [];
    for (let place = 0; place < this.count; place++) {
      if (this.hasChildren(place) && (this.model.depth[place] as number) > 0) places.push(place);
    }
    return places;
  }

  errors(): number[] {
    const places: number[] = [];
    this.model.hasError.forEach((mark, place) => {
      if (mark) places.push(place);
    });
    return places;
  }

  /** The leaf that took longest: what holds other spans is slow because of them. */
  slowest(): number {
    let slowest = 0;
    let longest = -1;
    for (let place = 0; place < this.count; place++) {
      const seconds = this.hasChildren(place) ? null : this.duration(place);
      if (seconds !== null && seconds > longest) [slowest, longest] = [place, seconds];
    }
    return slowest;
  }
}

interface Siblings {
  position: Int32Array;
  /** By the parent's place plus one, so that the first is for what stands at the top. */
  children: Int32Array;
}

function countSiblings(parent: Int32Array): Siblings {
  const children = new Int32Array(parent.length + 1);
  const position = parent.map((above) => {
    const next = (children[above + 1] as number) + 1;
    children[above + 1] = next;
    return next;
  });
  return { position, children };
}

function numeric(scores: Scores | undefined): Array<[string, number]> {
  return Object.entries(scores ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === 'number');
}
