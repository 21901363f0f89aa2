import type { TraceNode } from './buildTrace';

/** For each score name the scorer's span among the children that gave it. */
export function scorerSpans(node: TraceNode): Map<string, TraceNode> {
  const found = new Map<string, TraceNode>();
  for (const child of node.children) {
    if (child.type !== 'score' && child.span.span_attributes?.purpose !== 'scorer') continue;
    for (const name of Object.keys(child.span.scores ?? {})) found.set(name, child);
  }
  return found;
}
