import { useQuery } from '@tanstack/react-query';
import { Rows2, Rows4 } from 'lucide-react';
import { useMemo } from 'react';
import type { Experiment } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { comparisonQuery } from '@/api/summaries';
import { FilterChip } from '@/components/FilterChip';
import { IconButton } from '@/components/IconButton';
import { PageHeader } from '@/components/PageHeader';
import { SearchBox } from '@/components/SearchBox';
import { Await } from '@/components/state/Await';
import { ErrorBanner } from '@/components/state/ErrorBanner';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { Toolbar } from '@/components/Toolbar';
import { useAddress } from '@/lib/useAddress';
import { useCovered } from '@/lib/useCovered';
import { useVisible } from '@/lib/useVisible';
import { BasePicker } from './BasePicker';
import { CaseTable } from './CaseTable';
import { filterCases, parseVerdict } from './caseFilter';
import { ExperimentFacts } from './ExperimentFacts';
import { casesQuery } from './experimentQueries';
import { RunChanges } from './RunChanges';
import { ScoreStrip } from './ScoreStrip';
import { useBase } from './useBase';
import { useComparison } from './useComparison';

const freshFor = 15 * 60_000;
const noCases: never[] = [];

/** An experiment: what changed, the scores against the base, and a row per case. */
export function ExperimentView({ experiment }: { experiment: Experiment }) {
  const plane = usePlane();
  const isVisible = useVisible();
  const [address, setAddress] = useAddress();
  // A run that may still be going is followed; an old one is not asked about again and again.
  const isFresh = Date.now() - Date.parse(experiment.created ?? '') < freshFor;
  const refetchInterval = isVisible && isFresh ? 3_000 : false;
  const { experiments, base, baseExperiment } = useBase(experiment, address.base);
  const baseId = base?.id ?? null;
  const cases = useQuery({ ...casesQuery(plane, experiment.id), refetchInterval });
  const summary = useQuery({ ...comparisonQuery(plane, experiment.id, baseId), enabled: base !== undefined, refetchInterval });
  const comparison = useComparison(experiment.id, baseId, refetchInterval);
  const verdict = useMemo(() => parseVerdict(address.case), [address.case]);
  const rows = cases.data?.rows ?? noCases;
  const shown = useMemo(() => filterCases(rows, address.q ?? '', verdict, comparison), [rows, address.q, verdict, comparison]);
  const isCovered = useCovered(address);
  const isTall = address.rows !== 'compact';

  return (
    <>
      {isCovered ? (
        <h1 className="sr-only">{experiment.name}</h1>
      ) : (
        <>
          <PageHeader
            title={experiment.name}
            facts={<ExperimentFacts experiment={experiment} />}
            actions={
              <BasePicker
                experiments={experiments}
                current={experiment}
                base={base ?? null}
                onChange={(name) => setAddress({ base: name, case: undefined })}
              />
            }
          />
          {baseExperiment && <RunChanges current={experiment} base={baseExperiment} />}
          {summary.isError && <ErrorBanner error={summary.error} what="the scores" onRetry={() => summary.refetch()} />}
          {summary.data && (
            <ScoreStrip
              summary={summary.data}
              rows={rows}
              comparison={comparison}
              hasBase={baseId !== null}
              filter={verdict}
              onFilter={(next) => setAddress({ case: next ? `${next.verdict}:${next.score}` : undefined })}
            />
          )}
          <Toolbar>
            <SearchBox
              label="Search cases"
              hotkey={address.oid === undefined ? '/' : undefined}
              value={address.q ?? ''}
              onChange={(q) => setAddress({ q })}
              className="w-64"
            />
            {verdict && (
              <FilterChip onRemove={() => setAddress({ case: undefined })}>
                {verdict.score} {verdict.verdict}
              </FilterChip>
            )}
            <div className="ml-auto">
              <IconButton
                icon={isTall ? Rows4 : Rows2}
                label={isTall ? 'Compact rows' : 'Tall rows'}
                onClick={() => setAddress({ rows: isTall ? 'compact' : undefined })}
              />
            </div>
          </Toolbar>
        </>
      )}
      <Await query={cases} what="the cases" skeleton={<SkeletonRows rowHeight={isTall ? 66 : 30} />}>
        {(data) => <CaseTable experiment={experiment} cases={data} shown={shown} comparison={comparison} isTall={isTall} />}
      </Await>
    </>
  );
}
