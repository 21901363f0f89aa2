import { CircleAlert } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useProject } from '@/api/projectContext';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { SearchBox } from '@/components/SearchBox';
import { Toolbar } from '@/components/Toolbar';
import { useAddress } from '@/lib/useAddress';
import { useCovered } from '@/lib/useCovered';
import { LiveMark } from './LiveMark';
import { LogList } from './LogList';
import { logFilter } from './logFilter';

export function LogsPage() {
  const project = useProject();
  const [address, setAddress] = useAddress();
  const isCovered = useCovered(address);
  const onlyErrors = address.errors === '1';
  const filter = useDeferredValue(logFilter(address.q, onlyErrors));
  return (
    <>
      {isCovered ? (
        <h1 className="sr-only">Logs</h1>
      ) : (
        <>
          <PageHeader title="Logs" facts={<LiveMark />} />
          <Toolbar>
            <SearchBox
              label="Search in traces"
              hotkey={address.oid === undefined ? '/' : undefined}
              value={address.q ?? ''}
              delayMs={300}
              onChange={(q) => setAddress({ q })}
              className="w-72"
            />
            <Button
              aria-pressed={onlyErrors}
              className={onlyErrors ? 'border-accent/40 !bg-selected text-accent' : ''}
              onClick={() => setAddress({ errors: onlyErrors ? undefined : '1' })}
            >
              <CircleAlert size={14} strokeWidth={1.5} aria-hidden />
              Errors
            </Button>
          </Toolbar>
        </>
      )}
      <LogList key={`${project.id} ${filter ?? ''}`} filter={filter} />
    </>
  );
}
