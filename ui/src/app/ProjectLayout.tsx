import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { projectQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { ProjectProvider } from '@/api/projectContext';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';

export function ProjectLayout() {
  const { project: name } = useParams({ from: '/app/$org/p/$project' });
  const project = useQuery(projectQuery(usePlane(), name));
  return (
    <Await query={project} what={`the project “${name}”`} skeleton={<SkeletonRows />}>
      {(data) => (
        <ProjectProvider value={data}>
          <Outlet />
        </ProjectProvider>
      )}
    </Await>
  );
}
