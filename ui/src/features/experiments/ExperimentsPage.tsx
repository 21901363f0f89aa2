import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { experimentsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { useProject } from '@/api/projectContext';
import { PageHeader } from '@/components/PageHeader';
import { SearchBox } from '@/components/SearchBox';
import { StatusLine } from '@/components/StatusLine';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Toolbar } from '@/components/Toolbar';
import { DataTable, parseSort, sortText } from '@/components/table';
import { FirstSteps } from '@/features/onboarding';
import { formatExact } from '@/lib/format';
import { useAddress } from '@/lib/useAddress';
import { useVisible } from '@/lib/useVisible';
import { experimentColumns } from './experimentColumns';
import { useExperimentScores } from './useExperimentScores';

const scoresAtOnce = 60;
const none: never[] = [];

export function ExperimentsPage() {
  const plane = usePlane();
  const project = useProject();
  const navigate = useNavigate();
  const isVisible = useVisible();
  const [address, setAddress] = useAddress();
  const [scored, setScored] = useState(scoresAtOnce);
  const experiments = useQuery({
    ...experimentsQuery(plane, project.id),
    refetchInterval: (query) => (isVisible ? (query.state.data?.length === 0 ? 1_500 : 10_000) : false),
  });
  const all = experiments.data ?? none;
  const scores = useExperimentScores(all, scored);
  const columns = useMemo(() => experimentColumns(scores), [scores]);
  const words = (address.q ?? '').toLowerCase();
  const shown = useMemo(() => all.filter((one) => one.name.toLowerCase().includes(words)), [all, words]);
  const scoreMore = useCallback(() => setScored((count) => (count < all.length ? count + scoresAtOnce : count)), [all.length]);
  return (
    <>
      <PageHeader title="Experiments" />
      <Await query={experiments} what="the experiments" skeleton={<SkeletonRows />}>
        {(list) =>
          list.length === 0 ? (
            <div className="overflow-y-auto">
              <FirstSteps project={project.name} what="experiment" />
            </div>
          ) : (
            <>
              <Toolbar>
                <SearchBox
                  label="Search experiments"
                  hotkey="/"
                  value={address.q ?? ''}
                  onChange={(q) => setAddress({ q })}
                  className="w-64"
                />
              </Toolbar>
              <DataTable
                label="Experiments"
                columns={columns}
                rows={shown}
                rowId={(row) => row.id}
                sort={parseSort(address.sort)}
                onSort={(sort) => setAddress({ sort: sortText(sort) })}
                onEnd={scoreMore}
                onOpen={(row) =>
                  void navigate({
                    to: '/app/$org/p/$project/experiments/$experiment',
                    params: { org: plane.orgName, project: project.name, experiment: row.name },
                  })
                }
                empty={<EmptyState icon={SearchX} title="No experiment has this in its name" />}
              />
              <StatusLine>
                {shown.length === list.length ? '' : `${formatExact(shown.length)} of `}
                {formatExact(list.length)} {list.length === 1 ? 'experiment' : 'experiments'}
              </StatusLine>
            </>
          )
        }
      </Await>
    </>
  );
}
