import { expect, test } from 'vitest';
import { transactionTime } from './transactionTime';

test('a recorded transaction id holds its second', () => {
  expect(transactionTime('1000196129554423269')).toBe(new Date(1762959311 * 1000).toISOString());
  expect(transactionTime('not a number')).toBeNull();
});
