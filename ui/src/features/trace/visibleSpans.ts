import type { Trace, TraceNode } from './buildTrace';

export interface SpanLine {
  node: TraceNode;
  depth: number;
  above: SpanLine | null;
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
  const stack: Array<{ node: TraceNode; above: SpanLine | null; isLast: boolean }> = [];
  const push = (nodes: TraceNode[], above: SpanLine | null) => {
    const siblings = shown(nodes);
    for (let i = siblings.length - 1; i >= 0; i--) stack.push({ node: siblings[i] as TraceNode, above, isLast: i === siblings.length - 1 });
  };
  push(trace.roots, null);
  while (stack.length > 0) {
    const { node, above, isLast } = stack.pop() as (typeof stack)[number];
    const isFolded = view.folded.has(node.span.id);
    const line: SpanLine = {
      node,
      depth: above ? above.depth + 1 : 0,
      above,
      isLast,
      isFolded,
      isMatch: matchesSearch(node, view.search),
    };
    lines.push(line);
    if (!isFolded) push(node.children, line);
  }
  return lines;
}

/** Deeper levels are drawn at the same indent: a name must stay in sight. */
export const deepestIndent = 12;

/** Per level above a row, outermost first: whether that level's line goes on below the row. Worked out for rows in sight only. */
export function guidesOf(line: SpanLine): boolean[] {
  const guides: boolean[] = [];
  for (let at = line.above; at?.above && guides.length < deepestIndent; at = at.above) guides.unshift(!at.isLast);
  return guides;
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
