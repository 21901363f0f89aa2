import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { queryRows } from '@/api/btql';
import { datasetsQuery, experimentsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { useProject } from '@/api/projectContext';
import { PageHeader } from '@/components/PageHeader';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { FirstSteps } from '@/features/onboarding';
import { useVisible } from '@/lib/useVisible';

/** Leads to what the project holds: experiments first, then logs, then datasets. An empty project says how to fill it. */
export function ProjectHomePage() {
  const plane = usePlane();
  const project = useProject();
  const isVisible = useVisible();
  const experiments = useQuery(experimentsQuery(plane, project.id));
  const datasets = useQuery(datasetsQuery(plane, project.id));
  const firstLog = useQuery({
    queryKey: ['first-log', plane.orgId, project.id],
    queryFn: ({ signal }) => queryRows(plane, { select: 'id', from: { kind: 'project_logs', id: project.id }, limit: 1 }, { signal }),
  });
  const isEmpty = experiments.data?.length === 0 && firstLog.data?.data.length === 0 && datasets.data?.length === 0;
  useQuery({
    queryKey: ['first-anything', project.id],
    queryFn: async () => {
      await Promise.all([experiments.refetch(), firstLog.refetch(), datasets.refetch()]);
      return true;
    },
    enabled: isEmpty,
    refetchInterval: isVisible ? 1_500 : false,
  });
  const params = { org: plane.orgName, project: project.name };
  return (
    <Await query={experiments} what="the experiments" skeleton={<SkeletonRows />}>
      {(list) => {
        if (list.length > 0) return <Navigate to="/app/$org/p/$project/experiments" params={params} replace />;
        return (
          <Await query={firstLog} what="the logs" skeleton={<SkeletonRows />}>
            {(logs) => {
              if (logs.data.length > 0) return <Navigate to="/app/$org/p/$project/logs" params={params} replace />;
              if (datasets.data && datasets.data.length > 0) return <Navigate to="/app/$org/p/$project/datasets" params={params} replace />;
              return (
                <div className="overflow-y-auto">
                  <PageHeader title={project.name} />
                  <FirstSteps project={project.name} what="row" />
                </div>
              );
            }}
          </Await>
        );
      }}
    </Await>
  );
}
