import { useMemo, useState } from 'react';
import type { TraceTree } from '@/lib/trace/traceTree';
import { neighbourOf, rowOf, visiblePlaces } from '@/lib/trace/visiblePlaces';
import { useAddress } from '@/lib/useAddress';

/** Between types in the address: the one sign that no name has. */
const between = '\n';

/** What of a trace is folded, hidden and selected, and the ways to move in it. Spans are named by their places in the tree. */
export function useTraceView(tree: TraceTree, rowId: string) {
  const [address, setAddress] = useAddress();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const hidden = address.hide ?? '';
  const hiddenTypes = useMemo(() => new Set(hidden === '' ? [] : hidden.split(between)), [hidden]);
  const visible = useMemo(() => visiblePlaces(tree, { folded, hiddenTypes }), [tree, folded, hiddenTypes]);
  const errors = useMemo(() => tree.errors(), [tree]);
  const wanted = address.span;
  const selected = useMemo(() => {
    const own = wanted === undefined ? -1 : tree.find(wanted);
    return Math.max(0, own >= 0 ? own : tree.find(rowId));
  }, [tree, wanted, rowId]);
  const isTimeline = address.view === 'timeline';

  const select = (place: number | undefined) => {
    if (place === undefined) return;
    const above = tree.above(place).filter((other) => visible.folded.has(other));
    if (above.length > 0)
      setFolded(
        without(
          folded,
          above.map((other) => tree.id(other)),
        ),
      );
    const id = tree.id(place);
    const isHidden = visible.kept?.[place] === 0;
    setAddress({
      span: id === rowId ? undefined : id,
      ...(isHidden ? { hide: typesText(without(hiddenTypes, [tree.type(place)])) } : {}),
    });
  };
  return {
    visible,
    errors,
    selected,
    hiddenTypes,
    isTimeline,
    types: useMemo(() => tree.typesInUse(), [tree]),
    select,
    /** Moves in the rows in sight. */
    move: (by: 1 | -1) => select(visible.places[rowOf(visible.places, selected) + by]),
    /** Moves to the next or the previous one of some places, and on from the other end. */
    step: (places: readonly number[], by: 1 | -1) => select(neighbourOf(places, selected, by)),
    slowest: () => select(tree.slowest()),
    toggle: (place: number) => setFolded(toggled(folded, tree.id(place))),
    /** Folds everything below the first level, or unfolds everything. */
    toggleAll: () => {
      if (folded.size > 0) return setFolded(new Set());
      setFolded(new Set(tree.foldable().map((place) => tree.id(place))));
      // What was selected is no longer in sight: what it stands below is, one level below the top.
      const shown = tree.above(selected).at(-2);
      if (shown !== undefined) setAddress({ span: tree.id(shown) });
    },
    toggleType: (type: string) => setAddress({ hide: typesText(toggled(hiddenTypes, type)) }),
    toggleTimeline: () => setAddress({ view: isTimeline ? undefined : 'timeline' }),
  };
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

function without(set: ReadonlySet<string>, items: string[]): ReadonlySet<string> {
  const next = new Set(set);
  for (const item of items) next.delete(item);
  return next;
}

function typesText(types: ReadonlySet<string>): string | undefined {
  return [...types].join(between) || undefined;
}
