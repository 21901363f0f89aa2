import { expect, test } from 'vitest';
import { soughtText } from './soughtText';

test('letters are marked as they were typed', () => {
  expect(soughtText('the "heron', 'text')).toBe('the "heron');
});

test('of words the longest is marked, and a phrase as a whole', () => {
  expect(soughtText('the  heron', 'words')).toBe('heron');
  expect(soughtText('window "refund policy" a', 'words')).toBe('refund policy');
  expect(soughtText(' ', 'words')).toBe('');
});
