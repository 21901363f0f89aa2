import { type PackedTexts, packTexts } from './packedTexts';
import { type Scores, type SizedField, sizedFields } from './skeleton';
import type { SpanColumns } from './spanColumns';

/**
 * A trace as a tree, in columns. A span's place is where it stands in the whole unfolded tree, so a subtree is a run of places and a step down
 * is a step to the next place.
 */
export interface TraceModel {
  version: string;
  isComplete: boolean;
  count: number;
  ids: PackedTexts;
  names: string[];
  types: string[];
  /** Numbers of names and types; -1 where the span has none. */
  name: Int32Array;
  type: Int32Array;
  /** The parent's place; -1 at the top. */
  parent: Int32Array;
  depth: Int32Array;
  /** The place behind the last span below. */
  last: Int32Array;
  /** Unix seconds; NaN where it was not logged. */
  start: Float64Array;
  end: Float64Array;
  /** Sums over the span and everything below it. */
  tokens: Float64Array;
  cost: Float64Array;
  hasError: Uint8Array;
  errorsBelow: Int32Array;
  bytes: Record<SizedField, Int32Array>;
  scores: Map<number, Scores>;
  /** Versions of the trace, and by number the one in which a span was last seen to change. */
  versions: string[];
  changed: Int32Array;
  /** First start and last end of all spans. */
  from: number;
  to: number;
  isRunning: boolean;
}

/** Spans to a forest: a span whose parent is missing stands at the top, and a circle of parents is cut at its first span. */
export function buildModel(columns: SpanColumns): TraceModel {
  const parents = resolveParents(columns);
  const order = preorder(columns, parents);
  const places = new Int32Array(columns.count);
  order.forEach((index, place) => {
    places[index] = place;
  });
  const pick = (values: readonly number[]) => Float64Array.from(order, (index) => values[index] as number);
  const pickWhole = (values: readonly number[]) => Int32Array.from(order, (index) => values[index] as number);
  const parent = Int32Array.from(order, (index) => (parents[index] === -1 ? -1 : (places[parents[index] as number] as number)));
  const hasError = Uint8Array.from(order, (index) => ((columns.bytes.error[index] as number) >= 0 ? 1 : 0));
  const start = pick(columns.start);
  const end = pick(columns.end);
  return {
    version: columns.version,
    isComplete: columns.isComplete,
    count: columns.count,
    ids: packTexts(Array.from(order, (index) => columns.id[index] as string)),
    names: [...columns.names.texts],
    types: [...columns.types.texts],
    name: pickWhole(columns.name),
    type: pickWhole(columns.type),
    parent,
    depth: depths(parent),
    last: ends(parent),
    start,
    end,
    tokens: sums(parent, pick(columns.tokens)),
    cost: sums(parent, pick(columns.cost)),
    hasError,
    errorsBelow: below(parent, hasError),
    bytes: Object.fromEntries(sizedFields.map((field) => [field, pickWhole(columns.bytes[field])])) as Record<SizedField, Int32Array>,
    versions: [...columns.versions.texts],
    changed: pickWhole(columns.changed),
    scores: new Map([...columns.scores].map(([index, scores]) => [places[index] as number, scores])),
    ...extent(start, end),
    isRunning: start.some((from, place) => !Number.isNaN(from) && Number.isNaN(end[place])),
  };
}

/** The buffers that may change hands instead of being copied. */
export function buffersOf(model: TraceModel): ArrayBuffer[] {
  const { name, type, parent, depth, last, start, end, tokens, cost, hasError, errorsBelow, bytes, ids, changed } = model;
  const columns = [
    name,
    type,
    parent,
    depth,
    last,
    start,
    end,
    tokens,
    cost,
    hasError,
    errorsBelow,
    ids.starts,
    changed,
    ...Object.values(bytes),
  ];
  return columns.map((column) => column.buffer as ArrayBuffer);
}

function resolveParents({ parent, spanId, count }: SpanColumns): Int32Array {
  let places: Map<string, number> | null = null;
  const resolved = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let above = parent[i] ?? -1;
    if (typeof above === 'string') {
      // Of two spans with one id the first one counts.
      places ??= new Map(spanId.map((id, index): [string, number] => [id, index]).reverse());
      above = places.get(above) ?? -1;
    }
    resolved[i] = above;
  }
  return resolved;
}

function preorder(columns: SpanColumns, parents: Int32Array): Int32Array {
  const { count } = columns;
  const children = childLists(columns, parents);
  const order = new Int32Array(count);
  const isPlaced = new Uint8Array(count);
  const stack: number[] = [];
  let placed = 0;
  const place = (top: number) => {
    stack.push(top);
    while (stack.length > 0) {
      const index = stack.pop() as number;
      if (isPlaced[index]) continue;
      isPlaced[index] = 1;
      order[placed++] = index;
      for (let at = (children.starts[index + 1] as number) - 1; at >= (children.starts[index] as number); at--) {
        stack.push(children.items[at] as number);
      }
    }
  };
  for (const root of children.roots) place(root);
  for (let i = 0; i < count; i++) {
    if (isPlaced[i]) continue;
    parents[i] = -1;
    place(i);
  }
  return order;
}

// All children in one list, those of one span behind each other in the order of time; what came first stands first where times are equal.
function childLists({ start, count }: SpanColumns, parents: Int32Array) {
  const starts = new Int32Array(count + 1);
  const roots: number[] = [];
  for (let i = 0; i < count; i++) {
    const parent = parents[i] as number;
    if (parent < 0) roots.push(i);
    else starts[parent + 1] = (starts[parent + 1] as number) + 1;
  }
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice(0, count);
  const items = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const parent = parents[i] as number;
    if (parent < 0) continue;
    items[next[parent] as number] = i;
    next[parent] = (next[parent] as number) + 1;
  }
  const time = (index: number) => (Number.isNaN(start[index]) ? Number.POSITIVE_INFINITY : (start[index] as number));
  const byTime = (a: number, b: number) => (time(a) === time(b) ? a - b : time(a) < time(b) ? -1 : 1);
  for (let i = 0; i < count; i++) {
    if ((starts[i + 1] as number) - (starts[i] as number) > 1) items.subarray(starts[i], starts[i + 1]).sort(byTime);
  }
  return { starts, items, roots: roots.sort(byTime) };
}

function depths(parent: Int32Array): Int32Array {
  const depth = new Int32Array(parent.length);
  for (let place = 0; place < parent.length; place++) {
    const above = parent[place] as number;
    depth[place] = above < 0 ? 0 : (depth[above] as number) + 1;
  }
  return depth;
}

function ends(parent: Int32Array): Int32Array {
  const last = Int32Array.from(parent, (_, place) => place + 1);
  upwards(parent, (place, above) => {
    last[above] = Math.max(last[above] as number, last[place] as number);
  });
  return last;
}

function sums(parent: Int32Array, values: Float64Array): Float64Array {
  const sum = values.map((value) => (Number.isNaN(value) ? 0 : value));
  upwards(parent, (place, above) => {
    sum[above] = (sum[above] as number) + (sum[place] as number);
  });
  return sum;
}

function below(parent: Int32Array, marks: Uint8Array): Int32Array {
  const count = new Int32Array(parent.length);
  upwards(parent, (place, above) => {
    count[above] = (count[above] as number) + (count[place] as number) + (marks[place] as number);
  });
  return count;
}

// A span's place is behind its parent's, so what is below has been seen when a span is.
function upwards(parent: Int32Array, visit: (place: number, above: number) => void): void {
  for (let place = parent.length - 1; place >= 0; place--) {
    const above = parent[place] as number;
    if (above >= 0) visit(place, above);
  }
}

function extent(start: Float64Array, end: Float64Array): { from: number; to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < start.length; place++) {
    const began = start[place] as number;
    const ended = end[place] as number;
    if (began < from) from = began;
    if (began > to) to = began;
    if (ended > to) to = ended;
  }
  return Number.isFinite(from) ? { from, to } : { from: 0, to: 0 };
}
