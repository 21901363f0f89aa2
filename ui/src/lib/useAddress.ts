import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** The state that a page keeps in its address: all of it text, all of it behind the `#`, which never leaves the browser. */
export type Address = Record<string, string | undefined>;

export function useAddress(): [Address, (patch: Address, options?: { push?: boolean }) => void] {
  const address = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const change = useCallback(
    (patch: Address, options?: { push?: boolean }) => {
      void navigate({
        to: '.',
        search: (before: Address) => cleaned({ ...before, ...patch }),
        replace: !options?.push,
        resetScroll: false,
      } as never);
    },
    [navigate],
  );
  return [address, change];
}

function cleaned(address: Address): Address {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined && value !== ''));
}

export function parseAddress(text: string): Address {
  return Object.fromEntries(new URLSearchParams(text));
}

export function addressText(address: Record<string, unknown>): string {
  const pairs = Object.entries(address).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '');
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
