import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { type ApiKey, apiKeysQuery } from '@/api/apiKeys';
import { usePlane } from '@/api/planeContext';
import { Button } from '@/components/Button';
import { Await } from '@/components/state/Await';
import { EmptyState } from '@/components/state/EmptyState';
import { SkeletonRows } from '@/components/state/SkeletonRows';
import { ApiKeyRow } from './ApiKeyRow';
import { NewKeyDialog } from './NewKeyDialog';
import { RevokeKeyDialog } from './RevokeKeyDialog';

export function ApiKeysSection() {
  const plane = usePlane();
  const keys = useQuery(apiKeysQuery(plane.orgId));
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <section className="max-w-3xl">
      <div className="mb-4 flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold">API keys</h2>
          <p className="mt-1 text-muted">
            SDKs and scripts use them to send and read rows. The server keeps a hash only, so a key is shown once, when it is made.
          </p>
        </div>
        <Button look="primary" onClick={() => setCreating(true)}>
          New key
        </Button>
      </div>
      <Await query={keys} what="the API keys" skeleton={<SkeletonRows rowHeight={40} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={KeyRound} title="No keys yet">
              Make one to send rows from an SDK.
            </EmptyState>
          ) : (
            <table className="w-full text-left">
              <thead className="text-sm text-muted">
                <tr className="border-b border-line">
                  <th className="h-8 pr-4 font-normal">Name</th>
                  <th className="pr-4 font-normal">Key</th>
                  <th className="pr-4 font-normal">Created</th>
                  <th>
                    <span className="sr-only">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.map((key) => (
                  <ApiKeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
                ))}
              </tbody>
            </table>
          )
        }
      </Await>
      {isCreating && <NewKeyDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}
