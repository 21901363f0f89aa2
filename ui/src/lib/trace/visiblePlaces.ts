import type { TraceTree } from './traceTree';

interface View {
  /** Ids of spans whose children are folded away. */
  folded: ReadonlySet<string>;
  /** Types that are hidden; a hidden span stays as long as something visible hangs below it. */
  hiddenTypes: ReadonlySet<string>;
}

export interface VisiblePlaces {
  /** The places in sight of a reader who scrolls, from top to bottom. */
  places: Int32Array;
  folded: ReadonlySet<number>;
  /** Which places the type filter leaves; null for all. */
  kept: Uint8Array | null;
}

/** The rows of the tree as folded and filtered. */
export function visiblePlaces(tree: TraceTree, view: View): VisiblePlaces {
  const folded = new Set(tree.findAll(view.folded));
  const kept = view.hiddenTypes.size === 0 ? null : keptPlaces(tree, view.hiddenTypes);
  const { last } = tree.model;
  const places = new Int32Array(tree.count);
  let shown = 0;
  for (let place = 0; place < tree.count; ) {
    const isShown = !kept || kept[place] === 1;
    if (isShown) places[shown++] = place;
    // Nothing is kept below what is not.
    place = !isShown || folded.has(place) ? (last[place] as number) : place + 1;
  }
  return { places: places.subarray(0, shown), folded, kept };
}

function keptPlaces(tree: TraceTree, hiddenTypes: ReadonlySet<string>): Uint8Array {
  const { parent, type, types } = tree.model;
  const isHidden = types.map((name) => hiddenTypes.has(name || 'span'));
  const isPlainHidden = hiddenTypes.has('span');
  const kept = new Uint8Array(tree.count);
  for (let place = tree.count - 1; place >= 0; place--) {
    if (!(isHidden[type[place] as number] ?? isPlainHidden)) kept[place] = 1;
    if (kept[place] && (parent[place] as number) >= 0) kept[parent[place] as number] = 1;
  }
  return kept;
}

/** Deeper levels are drawn at the same indent: a name must stay in sight. */
export const deepestIndent = 12;

/** Whether a span is the last of those that stand below its parent. */
export function isLastSibling(tree: TraceTree, place: number, kept: Uint8Array | null): boolean {
  const { last, parent } = tree.model;
  const above = parent[place] as number;
  const end = above < 0 ? tree.count : (last[above] as number);
  let next = last[place] as number;
  while (next < end && kept && kept[next] === 0) next = last[next] as number;
  return next >= end;
}

/** Per level above a row, outermost first: whether that level's line goes on below the row. Worked out for rows in sight only. */
export function guidesOf(tree: TraceTree, place: number, kept: Uint8Array | null): boolean[] {
  const guides: boolean[] = [];
  const { parent } = tree.model;
  for (
    let at = parent[place] as number;
    at >= 0 && (parent[at] as number) >= 0 && guides.length < deepestIndent;
    at = parent[at] as number
  ) {
    guides.unshift(!isLastSibling(tree, at, kept));
  }
  return guides;
}

/** The next or previous one of some places, on from the other end behind the last; undefined when there are none. */
export function neighbourOf(places: readonly number[], place: number, by: 1 | -1): number | undefined {
  const at = lowerBound(places, by === 1 ? place + 1 : place);
  return by === 1 ? (places[at] ?? places[0]) : (places[at - 1] ?? places.at(-1));
}

/** How many of some places stand below a span. */
export function countBelow(tree: TraceTree, places: readonly number[], place: number): number {
  return lowerBound(places, tree.model.last[place] as number) - lowerBound(places, place + 1);
}

/** Where a place stands among the visible ones; -1 when it is folded or filtered away. */
export function rowOf(places: ArrayLike<number>, place: number): number {
  const at = lowerBound(places, place);
  return places[at] === place ? at : -1;
}

/** How many of some ascending places are before another one. */
function lowerBound(places: ArrayLike<number>, place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
