import { type Scores, type SizedField, type Skeleton, type SkeletonBlock, sizedFields } from './skeleton';

/** Texts that repeat, by number. */
class Dictionary {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.texts.push(text) - 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}

/** The spans of a trace in the order in which they were first seen. Later answers add to them; a place never changes. */
export class SpanColumns {
  version = '';
  isComplete = true;
  readonly names = new Dictionary();
  readonly types = new Dictionary();
  readonly id: string[] = [];
  readonly spanId: string[] = [];
  /** A place here, a span id that has not been seen, or null. */
  readonly parent: Array<number | string | null> = [];
  readonly name: number[] = [];
  readonly type: number[] = [];
  /** Numbers that were not logged are NaN. */
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly tokens: number[] = [];
  readonly cost: number[] = [];
  /** -1 where the span has no such field. */
  readonly bytes = Object.fromEntries(sizedFields.map((field) => [field, []])) as unknown as Record<SizedField, number[]>;
  readonly scores = new Map<number, Scores>();
  /** Versions of the trace, and by number the one in which a span was last seen to change. */
  readonly versions = new Dictionary();
  readonly changed: number[] = [];
  #places: Map<string, number> | null = null;

  get count(): number {
    return this.id.length;
  }

  /** Takes an answer: all spans, or those that are new or changed since the version of these. */
  add(answer: Skeleton): void {
    const isFirst = this.count === 0;
    const version = this.versions.numberOf(answer.version);
    const places: number[] = [];
    const names: number[] = [];
    const types: number[] = [];
    for (const block of answer.blocks) {
      for (const name of block.names) names.push(this.names.numberOf(name));
      for (const type of block.types) types.push(this.types.numberOf(type));
      for (let i = 0; i < block.id.length; i++) {
        const place = isFirst ? this.count : this.#placeOf(block.id[i] as string);
        places.push(place);
        this.#set(place, block, i, places, names, types);
        this.changed[place] = version;
      }
    }
    this.version = answer.version;
    this.isComplete &&= answer.is_complete;
  }

  #placeOf(id: string): number {
    this.#places ??= new Map(this.id.map((known, place) => [known, place]));
    let place = this.#places.get(id);
    if (place === undefined) {
      place = this.count;
      this.#places.set(id, place);
    }
    return place;
  }

  #set(place: number, block: SkeletonBlock, i: number, places: number[], names: number[], types: number[]): void {
    const id = block.id[i] as string;
    const parent = block.parent[i] ?? null;
    this.id[place] = id;
    this.spanId[place] = block.span_id[i] ?? id;
    this.parent[place] = typeof parent === 'number' ? (places[parent] as number) : parent;
    this.name[place] = names[block.name[i] ?? -1] ?? -1;
    this.type[place] = types[block.type[i] ?? -1] ?? -1;
    this.start[place] = block.start[i] ?? Number.NaN;
    this.end[place] = block.end[i] ?? Number.NaN;
    this.tokens[place] = block.tokens[i] ?? Number.NaN;
    this.cost[place] = block.cost[i] ?? Number.NaN;
    for (const field of sizedFields) this.bytes[field][place] = block[`${field}_bytes`][i] ?? -1;
    const scores = block.scores[i];
    if (scores && typeof scores === 'object') this.scores.set(place, scores);
    else this.scores.delete(place);
  }
}
