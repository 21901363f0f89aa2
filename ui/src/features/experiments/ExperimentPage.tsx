import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { experimentQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { useProject } from '@/api/projectContext';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { ExperimentView } from './ExperimentView';

export function ExperimentPage() {
  const { experiment: name = '' } = useParams({ strict: false });
  const plane = usePlane();
  const project = useProject();
  const experiment = useQuery(experimentQuery(plane, project.id, name));
  return (
    <Await query={experiment} what={`the experiment “${name}”`} skeleton={<SkeletonRows rowHeight={66} />}>
      {(data) => <ExperimentView key={data.id} experiment={data} />}
    </Await>
  );
}
