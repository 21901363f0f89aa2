import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type Dataset, type Experiment, objectById, type Project } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { useAddress } from '@/lib/useAddress';

interface Target {
  project: string;
  page: 'logs' | 'experiments' | 'datasets';
  name: string;
}

/** Links of SDKs name an object by id; this finds its page and the row on it. */
export function ObjectLinkPage() {
  const plane = usePlane();
  const [{ object_type: kind, object_id: objectId, id: rowId }] = useAddress();
  const isKnown = objectId !== undefined && (kind === 'project_logs' || kind === 'experiment' || kind === 'dataset');
  const target = useQuery({
    queryKey: ['object-link', plane.orgId, kind, objectId],
    enabled: isKnown,
    queryFn: async ({ signal }): Promise<Target> => {
      const id = objectId as string;
      if (kind === 'project_logs') {
        return { project: (await objectById<Project>(plane, 'project', id, signal)).name, page: 'logs', name: '' };
      }
      const type = kind === 'dataset' ? 'dataset' : 'experiment';
      const found = await objectById<Experiment | Dataset>(plane, type, id, signal);
      const project = await objectById<Project>(plane, 'project', found.project_id, signal);
      return { project: project.name, page: type === 'dataset' ? 'datasets' : 'experiments', name: found.name };
    },
  });
  if (!isKnown) return <EmptyState title="This link names no object that can be shown" />;
  const search = rowId ? { oid: rowId } : {};
  return (
    <Await query={target} what="what the link leads to" skeleton={<SkeletonRows />}>
      {({ project, page, name }) => {
        const params = { org: plane.orgName, project };
        if (page === 'logs') return <Navigate to="/app/$org/p/$project/logs" params={params} search={search} replace />;
        return page === 'experiments' ? (
          <Navigate to="/app/$org/p/$project/experiments/$experiment" params={{ ...params, experiment: name }} search={search} replace />
        ) : (
          <Navigate to="/app/$org/p/$project/datasets/$dataset" params={{ ...params, dataset: name }} search={search} replace />
        );
      }}
    </Await>
  );
}
