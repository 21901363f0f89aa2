import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createApiKey } from '@/api/apiKeys';
import { usePlane } from '@/api/planeContext';
import { Button } from '@/components/Button';
import { CopyButton } from '@/components/CopyButton';
import { Dialog } from '@/components/Dialog';
import { describeFailure } from '@/components/state/describeFailure';

export function NewKeyDialog({ onClose }: { onClose(): void }) {
  const plane = usePlane();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => createApiKey(plane.orgId, name.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys', plane.orgId] }),
  });
  if (create.data) {
    return (
      <Dialog title="Key made" description="Copy it now. It cannot be shown again." isOpen onClose={onClose}>
        <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken p-2">
          <code data-testid="new-key" className="min-w-0 flex-1 font-mono text-sm break-all">
            {create.data.key}
          </code>
          <CopyButton text={create.data.key} label="Copy key" size="normal" />
        </div>
        <div className="mt-4 flex justify-end">
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="New API key" isOpen onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') create.mutate();
        }}
      >
        <label className="block text-sm text-muted" htmlFor="key-name">
          Name
        </label>
        <input
          id="key-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={120}
          autoComplete="off"
          placeholder="Where it will be used"
          className="mt-1 h-8 w-full rounded-md border border-line-strong bg-surface px-2 placeholder:text-faint"
        />
        {create.isError && (
          <p role="alert" className="mt-2 text-worse">
            {describeFailure(create.error).message}
          </p>
        )}
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={name.trim() === '' || create.isPending}>
            Make key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
