import type { Trace, TraceNode } from './buildTrace';

export interface SpanLine {
  node: TraceNode;
  depth: number;
  /** Per level above: whether its line goes on below this row. */
  guides: boolean[];
  isLast: boolean;
  isFolded: boolean;
  isMatch: boolean;
}

interface View {
  folded: ReadonlySet<string>;
  /** Types that are hidden; a hidden span stays as long as something visible hangs below it. */
  hiddenTypes: ReadonlySet<string>;
  search: string;
}

export function matchesSearch(node: TraceNode, search: string): boolean {
  const needle = search.toLowerCase();
  return (
    needle !== '' &&
    (node.name.toLowerCase().includes(needle) || node.type.toLowerCase().includes(needle) || errorText(node).includes(needle))
  );
}

function errorText(node: TraceNode): string {
  return typeof node.span.error === 'string' ? node.span.error.toLowerCase() : '';
}

/** The rows of the tree as folded and filtered, from top to bottom. */
export function visibleSpans(trace: Trace, view: View): SpanLine[] {
  const keep = view.hiddenTypes.size === 0 ? null : keptNodes(trace, view.hiddenTypes);
  const shown = (nodes: TraceNode[]) => (keep ? nodes.filter((node) => keep.has(node)) : nodes);
  const lines: SpanLine[] = [];
  const stack: Array<{ node: TraceNode; depth: number; guides: boolean[]; isLast: boolean }> = [];
  const push = (nodes: TraceNode[], depth: number, guides: boolean[]) => {
    const siblings = shown(nodes);
    for (let i = siblings.length - 1; i >= 0; i--) {
      stack.push({ node: siblings[i] as TraceNode, depth, guides, isLast: i === siblings.length - 1 });
    }
  };
  push(trace.roots, 0, []);
  while (stack.length > 0) {
    const { node, depth, guides, isLast } = stack.pop() as (typeof stack)[number];
    const isFolded = view.folded.has(node.span.id);
    lines.push({ node, depth, guides, isLast, isFolded, isMatch: matchesSearch(node, view.search) });
    if (!isFolded) push(node.children, depth + 1, depth === 0 ? [] : [...guides, !isLast]);
  }
  return lines;
}

function keptNodes(trace: Trace, hiddenTypes: ReadonlySet<string>): Set<TraceNode> {
  const kept = new Set<TraceNode>();
  for (const node of trace.nodes) {
    if (hiddenTypes.has(node.type)) continue;
    for (let at: TraceNode | null = node; at && !kept.has(at); at = at.parent) kept.add(at);
  }
  return kept;
}

/** The ids of the nodes above a span, to unfold when a search or a key leads into a folded part. */
export function idsAbove(node: TraceNode): string[] {
  const ids: string[] = [];
  for (let at = node.parent; at; at = at.parent) ids.push(at.span.id);
  return ids;
}
