import type { Address } from './useAddress';
import { useMedia } from './useMedia';

/** Below this width an open row takes the whole page. */
export const coverBelow = 900;

/** Whether the open row lies over the page, so that the page's own header would only be in the way. */
export function useCovered(address: Address): boolean {
  const isNarrow = useMedia(`(max-width: ${coverBelow - 1}px)`);
  return address.oid !== undefined && (isNarrow || address.panel === 'full');
}
