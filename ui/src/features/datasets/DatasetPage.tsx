import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { datasetQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { useProject } from '@/api/projectContext';
import { Await } from '@/components/state/Await';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { DatasetView } from './DatasetView';

export function DatasetPage() {
  const { dataset: name = '' } = useParams({ strict: false });
  const plane = usePlane();
  const project = useProject();
  const dataset = useQuery(datasetQuery(plane, project.id, name));
  return (
    <Await query={dataset} what={`the dataset “${name}”`} skeleton={<SkeletonRows rowHeight={66} />}>
      {(data) => <DatasetView key={data.id} dataset={data} />}
    </Await>
  );
}
