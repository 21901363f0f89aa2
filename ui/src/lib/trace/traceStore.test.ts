import { expect, test } from 'vitest';
import { skeletonOf, type TestSpan } from './testing';
import { TraceStore } from './traceStore';
import { TraceTree } from './traceTree';

const first: TestSpan[] = [
  { id: 'a', spanId: 'sa', name: 'run', start: 0 },
  { id: 'b', spanId: 'sb', parent: 'sa', name: 'step', start: 1 },
];

function opened(store: TraceStore): number {
  const update = store.take(skeletonOf(first), null);
  if (update.kind !== 'new') throw new Error(update.kind);
  return update.handle;
}

test('what changed takes the place of what was known, and what is new finds its parent', () => {
  const store = new TraceStore();
  const handle = opened(store);
  const changes: TestSpan[] = [
    { id: 'd', spanId: 'sd', parent: 'sc', name: 'deep', start: 3, scores: { good: 1 } },
    { id: 'c', spanId: 'sc', parent: 'sb', name: 'step', start: 2 },
    { id: 'a', spanId: 'sa', name: 'run', start: 0, end: 9 },
  ];
  const update = store.take(skeletonOf(changes, { version: '2', spans: 4 }), handle);
  const tree = update.kind === 'new' ? new TraceTree(update.handle, update.model) : null;
  expect(tree && [0, 1, 2, 3].map((place) => `${tree.id(place)} ${tree.name(place)} ${tree.model.depth[place]}`)).toEqual([
    'a run 0',
    'b step 1',
    'c step 2',
    'd deep 3',
  ]);
  expect(tree?.duration(0)).toBe(9);
  expect(tree?.scores(3)).toEqual([['good', 1]]);
  expect(tree?.model.version).toBe('2');
  expect(tree && [0, 1, 2, 3].map((place) => tree.version(place))).toEqual(['2', '1', '2', '2']);
});

test('nothing new is the same trace', () => {
  const store = new TraceStore();
  const handle = opened(store);
  expect(store.take(skeletonOf([], { spans: 2 }), handle)).toEqual({ kind: 'same' });
});

test('a trace with fewer spans than are known is read again', () => {
  const store = new TraceStore();
  const handle = opened(store);
  expect(store.take(skeletonOf([], { spans: 1 }), handle)).toEqual({ kind: 'stale' });
  expect(store.take(skeletonOf([], { spans: 1 }), handle)).toEqual({ kind: 'stale' });
});

test('the oldest trace is forgotten, and read again when it is asked for', () => {
  const store = new TraceStore();
  const handles = Array.from({ length: 5 }, () => opened(store));
  expect(store.take(skeletonOf([], { spans: 2 }), handles[0] as number).kind).toBe('stale');
  expect(store.take(skeletonOf([], { spans: 2 }), handles[4] as number).kind).toBe('same');
});
