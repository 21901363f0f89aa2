import { queryOptions } from '@tanstack/react-query';
import { controlPlane } from './controlPlane';

/** What the control plane tells every page at run time; nothing is baked into the build. */
export interface UiConfig {
  version: string;
  app_url: string;
  /** Whether this control plane takes log-in links. */
  login_links: boolean;
}

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => controlPlane<UiConfig>('GET', '/ui/config', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
});
