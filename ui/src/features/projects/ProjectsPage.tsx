import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Project, projectsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { PageHeader } from '@/components/PageHeader';
import { RelativeTime } from '@/components/RelativeTime';
import { SearchBox } from '@/components/SearchBox';
import { StatusLine } from '@/components/StatusLine';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Toolbar } from '@/components/Toolbar';
import { type Column, DataTable, parseSort, sortText } from '@/components/table';
import { FirstSteps } from '@/features/onboarding';
import { formatExact } from '@/lib/format';
import { useAddress } from '@/lib/useAddress';
import { useVisible } from '@/lib/useVisible';

const columns: Column<Project>[] = [
  {
    id: 'name',
    header: 'Name',
    size: 260,
    grow: true,
    sortValue: (row) => row.name,
    cell: (row) => <span className="truncate font-medium">{row.name}</span>,
  },
  {
    id: 'description',
    header: 'Description',
    size: 320,
    grow: true,
    cell: (row) => <span className="truncate text-muted">{row.description}</span>,
  },
  {
    id: 'created',
    header: 'Created',
    size: 120,
    sortValue: (row) => row.created,
    sortDescFirst: true,
    cell: (row) => <RelativeTime at={row.created} className="text-muted" />,
  },
];

export function ProjectsPage() {
  const plane = usePlane();
  const navigate = useNavigate();
  const [address, setAddress] = useAddress();
  const isVisible = useVisible();
  // Cheap enough to ask now and then: a first SDK call makes its project appear here.
  const projects = useQuery({
    ...projectsQuery(plane),
    refetchInterval: (query) => (isVisible ? (query.state.data?.length === 0 ? 2_000 : 10_000) : false),
  });
  const words = (address.q ?? '').toLowerCase();
  const shown = useMemo(() => projects.data?.filter((project) => project.name.toLowerCase().includes(words)) ?? [], [projects.data, words]);
  return (
    <>
      <PageHeader title="Projects" />
      <Await query={projects} what="the projects" skeleton={<SkeletonRows />}>
        {(all) =>
          all.length === 0 ? (
            <div className="overflow-y-auto">
              <FirstSteps project="My first project" what="project" />
            </div>
          ) : (
            <>
              <Toolbar>
                <SearchBox
                  label="Search projects"
                  hotkey="/"
                  value={address.q ?? ''}
                  onChange={(q) => setAddress({ q })}
                  className="w-64"
                />
              </Toolbar>
              <DataTable
                label="Projects"
                columns={columns}
                rows={shown}
                rowId={(row) => row.id}
                sort={parseSort(address.sort)}
                onSort={(sort) => setAddress({ sort: sortText(sort) })}
                onOpen={(row) => void navigate({ to: '/app/$org/p/$project', params: { org: plane.orgName, project: row.name } })}
                empty={<EmptyState title="No project has this in its name" />}
              />
              <StatusLine>
                {formatExact(shown.length)} {shown.length === 1 ? 'project' : 'projects'}
              </StatusLine>
            </>
          )
        }
      </Await>
    </>
  );
}
