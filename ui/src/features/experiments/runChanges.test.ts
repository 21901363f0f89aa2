import { expect, test } from 'vitest';
import type { Experiment } from '@/api/objects';
import { runChanges } from './runChanges';

const experiment = (fields: Partial<Experiment>) =>
  ({ metadata: null, repo_info: null, commit: null, dataset_id: null, dataset_version: null, ...fields }) as Experiment;

test('code and metadata that differ are listed, the rest is not', () => {
  const base = experiment({
    repo_info: { commit: 'a'.repeat(40), branch: 'main' },
    metadata: { model: 'one', temperature: 0, opts: { a: 1, b: 2 } },
  });
  const current = experiment({
    repo_info: { commit: 'b'.repeat(40), branch: 'main', dirty: true },
    metadata: { model: 'two', opts: { b: 2, a: 1 } },
  });
  expect(runChanges(current, base)).toEqual([
    { what: 'commit', before: 'aaaaaaa', after: 'bbbbbbb+' },
    { what: 'model', before: 'one', after: 'two' },
    { what: 'temperature', before: '0', after: 'none' },
  ]);
});
