import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { type KeyMap, useKeys } from './useKeys';

function Keys({ map }: { map: KeyMap }) {
  useKeys(map);
  return <input aria-label="field" />;
}

afterEach(cleanup);

test('the map that was mounted last is asked first, and false leaves the key to the one below', () => {
  const below = vi.fn();
  const above = vi.fn(() => false);
  render(<Keys map={{ e: below }} />);
  render(<Keys map={{ e: above, s: above }} />);
  fireEvent.keyDown(document.body, { key: 'e' });
  expect(above).toHaveBeenCalledOnce();
  expect(below).toHaveBeenCalledOnce();
});

test('typing is never stolen, save for keys with a modifier', () => {
  const plain = vi.fn();
  const palette = vi.fn();
  const { getByLabelText } = render(<Keys map={{ j: plain, 'mod+k': palette }} />);
  fireEvent.keyDown(getByLabelText('field'), { key: 'j' });
  fireEvent.keyDown(getByLabelText('field'), { key: 'k', ctrlKey: true });
  expect(plain).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledOnce();
});
