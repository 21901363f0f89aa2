import { createContext, useContext } from 'react';
import type { DataPlane } from './dataPlane';

const PlaneContext = createContext<DataPlane | null>(null);

export const PlaneProvider = PlaneContext.Provider;

/** The data plane of the organization that the page shows. */
export function usePlane(): DataPlane {
  const plane = useContext(PlaneContext);
  if (!plane) throw new Error('No organization above this component.');
  return plane;
}
