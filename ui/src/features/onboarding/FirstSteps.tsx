import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createApiKey } from '@/api/apiKeys';
import { usePlane } from '@/api/planeContext';
import { Button } from '@/components/Button';
import { CopyButton } from '@/components/CopyButton';
import { Segmented } from '@/components/Segmented';
import { describeFailure } from '@/components/state/describeFailure';
import { snippets } from './snippets';
import { WaitingMark } from './WaitingMark';

const keyStandIn = 'sk-…';

interface FirstStepsProps {
  project: string;
  /** What the page waits for, as in "Waiting for the first {what}…". */
  what: string;
}

/** The lines to paste, with this data plane's address and, once made, a real key. The page that shows this asks for rows meanwhile. */
export function FirstSteps({ project, what }: FirstStepsProps) {
  const plane = usePlane();
  const client = useQueryClient();
  const [language, setLanguage] = useState('js');
  const create = useMutation({
    mutationFn: () => createApiKey(plane.orgId, 'First steps'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys', plane.orgId] }),
  });
  const snippet = snippets.find((one) => one.id === language);
  const text = snippet?.text({ apiUrl: plane.apiUrl, apiKey: create.data?.key ?? keyStandIn, project }) ?? '';
  return (
    <div className="mx-auto w-full max-w-2xl p-6">
      <h2 className="text-lg font-semibold">Send the first {what}</h2>
      <p className="mt-1 text-muted">Paste these lines into a shell. The published SDKs work with this address and a key.</p>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        <Segmented
          label="Language"
          value={language}
          onChange={setLanguage}
          options={snippets.map(({ id, label }) => ({ value: id, label }))}
        />
        <div className="ml-auto flex items-center gap-2">
          {create.isError && <span className="text-sm text-worse">{describeFailure(create.error).message}</span>}
          {create.data ? (
            <span className="text-sm text-muted">The key is shown only now.</span>
          ) : (
            <Button look="primary" disabled={create.isPending} onClick={() => create.mutate()}>
              Fill in a new key
            </Button>
          )}
        </div>
      </div>
      <div className="relative mt-2 rounded-md border border-line bg-sunken">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes the keyboard */}
        <pre tabIndex={0} role="region" aria-label="Lines to paste" className="overflow-x-auto p-3 pr-10 font-mono text-sm leading-5">
          {text}
        </pre>
        <div className="absolute top-2 right-2">
          <CopyButton text={text} label="Copy lines" size="normal" />
        </div>
      </div>
      <WaitingMark what={what} />
    </div>
  );
}
