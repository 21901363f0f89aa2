import { describe, expect, test } from 'vitest';
import type { SpanHead } from '@/api/rows';
import { buildTrace, isRunning } from './buildTrace';
import { slowestSpan } from './useTraceView';
import { deepestIndent, guidesOf, idsAbove, visibleSpans } from './visibleSpans';

function span(id: string, parent: string | null, start: number, end: number | null, more: Partial<SpanHead> = {}): SpanHead {
  return {
    id: `row-${id}`,
    span_id: id,
    root_span_id: 'root',
    span_parents: parent === null ? [] : [parent],
    is_root: parent === null,
    created: null,
    span_attributes: { name: id, type: 'task' },
    metrics: { start, end },
    scores: null,
    error: null,
    tags: null,
    _xact_id: '1',
    ...more,
  };
}

const view = { folded: new Set<string>(), hiddenTypes: new Set<string>(), search: '' };
const names = (spans: SpanHead[]) => buildTrace(spans).nodes.map((node) => node.name);

describe('building', () => {
  test('children stand below their parent in order of time, whatever order they came in', () => {
    expect(
      names([span('late', 'root', 3, 4), span('leaf', 'early', 2, 2.5), span('root', null, 0, 5), span('early', 'root', 1, 2)]),
    ).toEqual(['root', 'early', 'leaf', 'late']);
  });

  test('a span whose parent is missing stands at the top', () => {
    const trace = buildTrace([span('root', null, 0, 5), span('orphan', 'nobody', 1, 2)]);
    expect(trace.roots.map((node) => node.name)).toEqual(['root', 'orphan']);
  });

  test('a circle of parents loses no span and ends', () => {
    const trace = buildTrace([span('a', 'b', 1, 2), span('b', 'a', 2, 3), span('self', 'self', 0, 1)]);
    expect(trace.nodes.map((node) => node.name).sort()).toEqual(['a', 'b', 'self']);
  });

  test('tokens, costs and errors are summed upwards', () => {
    const llm = { prompt_tokens: 10, completion_tokens: 5, estimated_cost: 0.5 };
    const trace = buildTrace([
      span('root', null, 0, 5),
      span('task', 'root', 1, 4),
      span('one', 'task', 1, 2, { metrics: { start: 1, end: 2, ...llm } }),
      span('two', 'task', 2, 3, { metrics: { start: 2, end: 3, ...llm, tokens: 20 }, error: 'no' }),
    ]);
    expect(trace.roots[0]).toMatchObject({ tokens: 35, cost: 1, errorsBelow: 1, hasError: false });
    expect([trace.start, trace.end]).toEqual([0, 5]);
  });

  test('a hundred thousand spans in a line are no problem', () => {
    const spans = Array.from({ length: 100_000 }, (_, i) => span(`s${i}`, i === 0 ? null : `s${i - 1}`, i, i + 1));
    const trace = buildTrace(spans);
    expect(trace.nodes.length).toBe(100_000);
    const lines = visibleSpans(trace, view);
    expect(lines.at(-1)?.depth).toBe(99_999);
    expect(guidesOf(lines.at(-1) as (typeof lines)[number]).length).toBe(deepestIndent);
  });

  test('a span without an end is running', () => {
    expect(isRunning(buildTrace([span('root', null, 0, null)]))).toBe(true);
    expect(isRunning(buildTrace([span('root', null, 0, 1)]))).toBe(false);
  });
});

describe('the visible rows', () => {
  const trace = buildTrace([
    span('root', null, 0, 9),
    span('task', 'root', 1, 6),
    span('llm', 'task', 2, 3, { span_attributes: { name: 'llm', type: 'llm' } }),
    span('tool', 'task', 4, 5, { span_attributes: { name: 'tool', type: 'tool' } }),
    span('score', 'root', 7, 8, { span_attributes: { name: 'score', type: 'score' } }),
  ]);

  test('guides tell where lines go on', () => {
    const lines = visibleSpans(trace, view);
    expect(lines.map((line) => [line.node.name, line.depth, guidesOf(line), line.isLast])).toEqual([
      ['root', 0, [], true],
      ['task', 1, [], false],
      ['llm', 2, [true], false],
      ['tool', 2, [true], true],
      ['score', 1, [], true],
    ]);
  });

  test('a folded span hides what is below it', () => {
    expect(visibleSpans(trace, { ...view, folded: new Set(['row-task']) }).map((line) => line.node.name)).toEqual([
      'root',
      'task',
      'score',
    ]);
  });

  test('hiding a type keeps what leads to the rest', () => {
    expect(visibleSpans(trace, { ...view, hiddenTypes: new Set(['task', 'score']) }).map((line) => line.node.name)).toEqual([
      'root',
      'task',
      'llm',
      'tool',
    ]);
  });

  test('search marks and never hides', () => {
    const lines = visibleSpans(trace, { ...view, search: 'TOOL' });
    expect(lines.filter((line) => line.isMatch).map((line) => line.node.name)).toEqual(['tool']);
    expect(lines.length).toBe(5);
  });

  test('the way up is known, and the slowest span is a leaf', () => {
    const tool = trace.byId.get('row-tool');
    expect(tool && idsAbove(tool)).toEqual(['row-task', 'row-root']);
    expect(slowestSpan(trace)?.name).toBe('llm');
  });
});
