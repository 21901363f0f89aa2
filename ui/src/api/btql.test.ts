import { expect, test } from 'vitest';
import { literal, queryText } from './btql';

test('clauses stand in order and quotes are doubled', () => {
  const text = queryText({
    from: { kind: 'project_logs', id: 'p1' },
    shape: 'summary',
    filter: `input MATCH ${literal("it's")}`,
    previewLength: 125,
    limit: 50,
    cursor: 'abc',
  });
  expect(text).toBe(
    "select: * | from: project_logs('p1') summary | filter: input MATCH 'it''s' | preview_length: 125 | limit: 50 | cursor: 'abc'",
  );
});
