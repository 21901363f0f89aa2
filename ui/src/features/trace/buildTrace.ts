import { durationOf, type SpanHead, tokensOf } from '@/api/rows';

export interface TraceNode {
  span: SpanHead;
  name: string;
  type: string;
  parent: TraceNode | null;
  children: TraceNode[];
  /** Seconds; null when the span did not log it. */
  start: number | null;
  end: number | null;
  duration: number | null;
  /** Sums over the node and everything below it. */
  tokens: number;
  cost: number;
  hasError: boolean;
  errorsBelow: number;
}

export interface Trace {
  roots: TraceNode[];
  /** All nodes in the order of the tree. */
  nodes: TraceNode[];
  byId: Map<string, TraceNode>;
  start: number;
  end: number;
}

/** Spans to a forest: spans whose parent is missing stand at the top, and a circle of parents is cut where it closes. */
export function buildTrace(spans: SpanHead[]): Trace {
  const bySpanId = new Map<string, TraceNode>();
  const byId = new Map<string, TraceNode>();
  for (const span of spans) {
    const node = toNode(span);
    bySpanId.set(span.span_id, node);
    byId.set(span.id, node);
  }
  for (const node of byId.values()) {
    const parentId = node.span.span_parents?.[0];
    node.parent = (parentId === undefined ? undefined : bySpanId.get(parentId)) ?? null;
    node.parent?.children.push(node);
  }
  const nodes: TraceNode[] = [];
  const seen = new Set<TraceNode>();
  const visit = (top: TraceNode[]) => {
    const stack = top.sort(byTime).reverse();
    while (stack.length > 0) {
      const node = stack.pop() as TraceNode;
      if (seen.has(node)) continue;
      seen.add(node);
      nodes.push(node);
      node.children.sort(byTime);
      for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as TraceNode);
    }
  };
  visit([...byId.values()].filter((node) => node.parent === null));
  // What no root leads to hangs in a circle of parents: it is cut at its first span.
  for (const node of byId.values()) {
    if (seen.has(node)) continue;
    const parent = node.parent as TraceNode;
    parent.children.splice(parent.children.indexOf(node), 1);
    node.parent = null;
    visit([node]);
  }
  // From the leaves upwards: a node comes after its parent in `nodes`.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i] as TraceNode;
    if (!node.parent) continue;
    node.parent.tokens += node.tokens;
    node.parent.cost += node.cost;
    node.parent.errorsBelow += node.errorsBelow + (node.hasError ? 1 : 0);
  }
  return { roots: nodes.filter((node) => node.parent === null), nodes, byId, ...extent(nodes) };
}

function toNode(span: SpanHead): TraceNode {
  const metrics = span.metrics;
  return {
    span,
    name: span.span_attributes?.name || 'span',
    type: span.span_attributes?.type || 'span',
    parent: null,
    children: [],
    start: metrics?.start ?? null,
    end: metrics?.end ?? null,
    duration: durationOf(metrics),
    tokens: tokensOf(metrics) ?? 0,
    cost: metrics?.estimated_cost ?? 0,
    hasError: span.error !== null && span.error !== undefined,
    errorsBelow: 0,
  };
}

function byTime(a: TraceNode, b: TraceNode): number {
  const startA = a.start ?? Number.POSITIVE_INFINITY;
  const startB = b.start ?? Number.POSITIVE_INFINITY;
  if (startA !== startB) return startA < startB ? -1 : 1;
  const counterA = a.span.span_attributes?.exec_counter ?? 0;
  const counterB = b.span.span_attributes?.exec_counter ?? 0;
  if (counterA !== counterB) return counterA - counterB;
  return a.span.id < b.span.id ? -1 : 1;
}

function extent(nodes: TraceNode[]): { start: number; end: number } {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const node of nodes) {
    if (node.start !== null) {
      start = Math.min(start, node.start);
      end = Math.max(end, node.start);
    }
    if (node.end !== null) end = Math.max(end, node.end);
  }
  return Number.isFinite(start) ? { start, end } : { start: 0, end: 0 };
}

/** Whether some span has begun and not ended, so that more is to come. */
export function isRunning(trace: Trace): boolean {
  return trace.nodes.some((node) => node.start !== null && node.end === null);
}
