import { queryOptions } from '@tanstack/react-query';
import { callDataPlane, type DataPlane } from './dataPlane';

export interface PlaneVersion {
  version: string;
  commit?: string;
}

export const planeVersionQuery = (plane: DataPlane) =>
  queryOptions({
    queryKey: ['plane-version', plane.orgId],
    queryFn: ({ signal }) => callDataPlane<PlaneVersion>(plane, { path: '/version', signal }),
    staleTime: 30_000,
    retry: false,
  });
