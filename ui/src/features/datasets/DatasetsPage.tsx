import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Database, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { type Dataset, datasetsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { useProject } from '@/api/projectContext';
import { PageHeader } from '@/components/PageHeader';
import { RelativeTime } from '@/components/RelativeTime';
import { SearchBox } from '@/components/SearchBox';
import { StatusLine } from '@/components/StatusLine';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Toolbar } from '@/components/Toolbar';
import { type Column, DataTable, parseSort, sortText } from '@/components/table';
import { formatExact } from '@/lib/format';
import { useAddress } from '@/lib/useAddress';
import { useVisible } from '@/lib/useVisible';
import { RecordCount } from './RecordCount';

const columns: Column<Dataset>[] = [
  {
    id: 'name',
    header: 'Name',
    size: 240,
    grow: true,
    sortValue: (row) => row.name,
    cell: (row) => <span className="truncate font-medium">{row.name}</span>,
  },
  {
    id: 'description',
    header: 'Description',
    size: 300,
    grow: true,
    cell: (row) => <span className="truncate text-muted">{row.description}</span>,
  },
  { id: 'rows', header: 'Rows', size: 90, align: 'right', cell: (row) => <RecordCount datasetId={row.id} /> },
  {
    id: 'created',
    header: 'Created',
    size: 110,
    sortValue: (row) => row.created,
    sortDescFirst: true,
    cell: (row) => <RelativeTime at={row.created} className="nums text-muted" />,
  },
];

export function DatasetsPage() {
  const plane = usePlane();
  const project = useProject();
  const navigate = useNavigate();
  const isVisible = useVisible();
  const [address, setAddress] = useAddress();
  const datasets = useQuery({
    ...datasetsQuery(plane, project.id),
    refetchInterval: (query) => (isVisible ? (query.state.data?.length === 0 ? 2_000 : 10_000) : false),
  });
  const words = (address.q ?? '').toLowerCase();
  const shown = useMemo(() => datasets.data?.filter((one) => one.name.toLowerCase().includes(words)) ?? [], [datasets.data, words]);
  return (
    <>
      <PageHeader title="Datasets" />
      <Await query={datasets} what="the datasets" skeleton={<SkeletonRows />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={Database} title="No datasets yet">
              A dataset appears here when an SDK creates one, for example with <code className="font-mono">initDataset</code>.
            </EmptyState>
          ) : (
            <>
              <Toolbar>
                <SearchBox
                  label="Search datasets"
                  hotkey="/"
                  value={address.q ?? ''}
                  onChange={(q) => setAddress({ q })}
                  className="w-64"
                />
              </Toolbar>
              <DataTable
                label="Datasets"
                columns={columns}
                rows={shown}
                rowId={(row) => row.id}
                sort={parseSort(address.sort)}
                onSort={(sort) => setAddress({ sort: sortText(sort) })}
                onOpen={(row) =>
                  void navigate({
                    to: '/app/$org/p/$project/datasets/$dataset',
                    params: { org: plane.orgName, project: project.name, dataset: row.name },
                  })
                }
                empty={<EmptyState icon={SearchX} title="No dataset has this in its name" />}
              />
              <StatusLine>
                {formatExact(list.length)} {list.length === 1 ? 'dataset' : 'datasets'}
              </StatusLine>
            </>
          )
        }
      </Await>
    </>
  );
}
