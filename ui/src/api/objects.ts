import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callDataPlane, type DataPlane } from './dataPlane';
import { ApiError } from './errors';

export interface Project {
  id: string;
  org_id: string;
  name: string;
  description: string | null;
  created: string | null;
}

export interface RepoInfo {
  commit?: string | null;
  branch?: string | null;
  tag?: string | null;
  dirty?: boolean | null;
  author_name?: string | null;
  commit_message?: string | null;
  commit_time?: string | null;
}

export interface Experiment {
  id: string;
  project_id: string;
  name: string;
  description: string | null;
  created: string | null;
  repo_info: RepoInfo | null;
  commit: string | null;
  base_exp_id: string | null;
  dataset_id: string | null;
  dataset_version: string | null;
  metadata: Record<string, unknown> | null;
  tags: string[] | null;
}

export interface Dataset {
  id: string;
  project_id: string;
  name: string;
  description: string | null;
  created: string | null;
  metadata: Record<string, unknown> | null;
  tags: string[] | null;
}

interface ObjectList<T> {
  objects: T[];
}

const pageSize = 200;

/** All objects of a list route, page by page, newest first. */
async function listAll<T extends { id: string }>(
  plane: DataPlane,
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await callDataPlane<ObjectList<T>>(plane, { path, query: { ...query, limit: pageSize, starting_after: after }, signal });
    all.push(...page.objects);
    if (page.objects.length < pageSize) return all;
    after = page.objects.at(-1)?.id;
  }
}

async function oneByName<T>(plane: DataPlane, path: string, query: Record<string, string>, what: string, signal: AbortSignal): Promise<T> {
  const found = (await callDataPlane<ObjectList<T>>(plane, { path, query: { ...query, limit: 1 }, signal })).objects[0];
  if (!found) throw new ApiError('data plane', 404, `There is no such ${what}, or you may not read it.`);
  return found;
}

export const projectsQuery = (plane: DataPlane) =>
  queryOptions({
    queryKey: ['projects', plane.orgId],
    queryFn: ({ signal }) => listAll<Project>(plane, '/v1/project', { org_name: plane.orgName }, signal),
    staleTime: 15_000,
  });

export const projectQuery = (plane: DataPlane, name: string) =>
  queryOptions({
    queryKey: ['project', plane.orgId, name],
    queryFn: ({ signal }) =>
      oneByName<Project>(plane, '/v1/project', { org_name: plane.orgName, project_name: name }, `project as “${name}”`, signal),
    staleTime: 60_000,
  });

export const experimentsQuery = (plane: DataPlane, projectId: string) =>
  queryOptions({
    queryKey: ['experiments', plane.orgId, projectId],
    queryFn: ({ signal }) => listAll<Experiment>(plane, '/v1/experiment', { project_id: projectId }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export const experimentQuery = (plane: DataPlane, projectId: string, name: string) =>
  queryOptions({
    queryKey: ['experiment', plane.orgId, projectId, name],
    queryFn: ({ signal }) =>
      oneByName<Experiment>(plane, '/v1/experiment', { project_id: projectId, experiment_name: name }, `experiment as “${name}”`, signal),
    staleTime: 60_000,
  });

export const datasetsQuery = (plane: DataPlane, projectId: string) =>
  queryOptions({
    queryKey: ['datasets', plane.orgId, projectId],
    queryFn: ({ signal }) => listAll<Dataset>(plane, '/v1/dataset', { project_id: projectId }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });

export const datasetQuery = (plane: DataPlane, projectId: string, name: string) =>
  queryOptions({
    queryKey: ['dataset', plane.orgId, projectId, name],
    queryFn: ({ signal }) =>
      oneByName<Dataset>(plane, '/v1/dataset', { project_id: projectId, dataset_name: name }, `dataset as “${name}”`, signal),
    staleTime: 60_000,
  });

/** Reads one object by id: the links that SDKs print name objects so. */
export function objectById<T>(plane: DataPlane, kind: 'project' | 'experiment' | 'dataset', id: string, signal?: AbortSignal): Promise<T> {
  return callDataPlane<T>(plane, { path: `/v1/${kind}/${encodeURIComponent(id)}`, signal });
}
