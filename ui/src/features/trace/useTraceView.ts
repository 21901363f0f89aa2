import { useMemo, useState } from 'react';
import { useAddress } from '@/lib/useAddress';
import type { Trace, TraceNode } from './buildTrace';
import { idsAbove, matchesSearch, visibleSpans } from './visibleSpans';

/** What of a trace is folded, hidden, searched and selected, and the ways to move in it. */
export function useTraceView(trace: Trace, rowId: string) {
  const [address, setAddress] = useAddress();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [hiddenTypes, setHiddenTypes] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const lines = useMemo(() => visibleSpans(trace, { folded, hiddenTypes, search }), [trace, folded, hiddenTypes, search]);
  const matches = useMemo(() => (search === '' ? [] : trace.nodes.filter((node) => matchesSearch(node, search))), [trace, search]);
  const errors = useMemo(() => trace.nodes.filter((node) => node.hasError), [trace]);
  const selected = trace.byId.get(address.span ?? '') ?? trace.byId.get(rowId) ?? (trace.nodes[0] as TraceNode);
  const isTimeline = address.view === 'timeline';

  const select = (node: TraceNode | undefined) => {
    if (!node) return;
    const above = idsAbove(node);
    if (above.some((id) => folded.has(id))) setFolded(new Set([...folded].filter((id) => !above.includes(id))));
    setAddress({ span: node.span.id === rowId ? undefined : node.span.id });
  };
  const nextOf = (nodes: TraceNode[]) => {
    // `nodes` stand in the order of the tree; the first one behind the selected span is next.
    const behind = new Set(trace.nodes.slice(trace.nodes.indexOf(selected) + 1));
    select(nodes.find((node) => behind.has(node)) ?? nodes[0]);
  };
  return {
    lines,
    matches,
    errors,
    selected,
    search,
    setSearch,
    hiddenTypes,
    isTimeline,
    types: useMemo(() => [...new Set(trace.nodes.map((node) => node.type))].sort(), [trace]),
    selectId: (id: string) => select(trace.byId.get(id)),
    step: (by: 1 | -1) => select(lines[lines.findIndex((line) => line.node === selected) + by]?.node),
    nextMatch: () => nextOf(matches),
    nextError: () => nextOf(errors),
    slowest: () => select(slowestSpan(trace)),
    toggle: (id: string) => setFolded(toggled(folded, id)),
    toggleType: (type: string) => setHiddenTypes(toggled(hiddenTypes, type)),
    toggleTimeline: () => setAddress({ view: isTimeline ? undefined : 'timeline' }),
  };
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** The leaf that took longest: what holds other spans is slow because of them. */
export function slowestSpan(trace: Trace): TraceNode | undefined {
  let slowest: TraceNode | undefined;
  for (const node of trace.nodes) {
    if (node.children.length === 0 && (node.duration ?? -1) > (slowest?.duration ?? -1)) slowest = node;
  }
  return slowest ?? trace.nodes[0];
}
