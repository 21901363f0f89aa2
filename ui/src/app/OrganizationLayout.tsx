import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { Building2 } from 'lucide-react';
import { useMemo } from 'react';
import { ApiError } from '@/api/errors';
import { PlaneProvider } from '@/api/planeContext';
import { meQuery } from '@/api/session';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { LoginPage } from '@/features/session';
import { AppShell } from './shell/AppShell';
import { ShellSkeleton } from './shell/ShellSkeleton';

/** Everything below speaks to the data plane of the organization that the address names. */
export function OrganizationLayout() {
  const { org } = useParams({ from: '/app/$org' });
  const me = useQuery(meQuery);
  const organization = me.data?.organizations.find((one) => one.name === org);
  const plane = useMemo(
    () => (organization?.api_url ? { orgId: organization.id, orgName: organization.name, apiUrl: organization.api_url } : null),
    [organization],
  );
  if (!me.data && me.error instanceof ApiError && me.error.status === 401) return <LoginPage />;
  return (
    <div className="flex h-full flex-col">
      <Await query={me} what="your account" skeleton={<ShellSkeleton />}>
        {(data) =>
          plane ? (
            <PlaneProvider value={plane}>
              <AppShell me={data}>
                <Outlet />
              </AppShell>
            </PlaneProvider>
          ) : organization ? (
            <EmptyState icon={Building2} title={`No data plane has joined “${org}” yet`}>
              Its rows live on a data plane that its operator runs. This page works as soon as one has joined.
            </EmptyState>
          ) : (
            <EmptyState icon={Building2} title={`No organization “${org}”`}>
              It does not exist, or you are not a member of it.
            </EmptyState>
          )
        }
      </Await>
    </div>
  );
}
