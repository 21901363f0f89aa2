import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiKey, revokeApiKey } from '@/api/apiKeys';
import { usePlane } from '@/api/planeContext';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { describeFailure } from '@/components/state/describeFailure';

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose(): void }) {
  const plane = usePlane();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['api-keys', plane.orgId] });
      onClose();
    },
  });
  return (
    <Dialog
      title={`Revoke “${apiKey.name}”`}
      description="What uses this key stops working. This cannot be undone."
      isOpen
      onClose={onClose}
    >
      {revoke.isError && (
        <p role="alert" className="mb-2 text-worse">
          {describeFailure(revoke.error).message}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke key
        </Button>
      </div>
    </Dialog>
  );
}
