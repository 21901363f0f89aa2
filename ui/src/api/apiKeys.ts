import { queryOptions } from '@tanstack/react-query';
import { controlPlane } from './controlPlane';

export interface ApiKey {
  id: string;
  name: string;
  preview_name: string;
  created: string | null;
}

export const apiKeysQuery = (orgId: string) =>
  queryOptions({
    queryKey: ['api-keys', orgId],
    queryFn: async ({ signal }) => {
      const path = `/ui/api-keys?org_id=${encodeURIComponent(orgId)}`;
      return (await controlPlane<{ objects: ApiKey[] }>('GET', path, undefined, signal)).objects;
    },
  });

/** The answer is the only time that the key itself is seen. */
export function createApiKey(orgId: string, name: string): Promise<ApiKey & { key: string }> {
  return controlPlane('POST', '/ui/api-keys', { org_id: orgId, name });
}

export function revokeApiKey(id: string): Promise<void> {
  return controlPlane('DELETE', `/ui/api-keys/${encodeURIComponent(id)}`);
}
