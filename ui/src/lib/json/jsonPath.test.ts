import { expect, test } from 'vitest';
import { pathText } from './jsonPath';

test('a path is written as the query language reads it', () => {
  expect(pathText(['metadata', 'models', 0, 'x y', 'ok'])).toBe('metadata.models[0]."x y".ok');
});
