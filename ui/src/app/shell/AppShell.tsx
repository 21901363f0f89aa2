import { useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Me } from '@/api/session';
import { useKeys } from '@/lib/useKeys';
import { PlaneStatus } from './PlaneStatus';
import { Rail } from './Rail';
import { TopBar } from './TopBar';
import { useGoKeys } from './useGoKeys';

const loadPalette = () => import('./CommandPalette');
const CommandPalette = lazy(() => loadPalette().then((module) => ({ default: module.CommandPalette })));
const KeySheet = lazy(() => import('./KeySheet').then((module) => ({ default: module.KeySheet })));

export function AppShell({ me, children }: { me: Me; children: ReactNode }) {
  const { project } = useParams({ strict: false });
  const [layer, setLayer] = useState<'palette' | 'keys' | null>(null);
  useKeys({ 'mod+k': () => setLayer((open) => (open === 'palette' ? null : 'palette')), '?': () => setLayer('keys') });
  useGoKeys();
  // Loaded once the page is quiet, so that what is typed right after opening is not lost.
  useEffect(() => {
    const timer = setTimeout(loadPalette, 1_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="flex min-h-0 flex-1 max-[600px]:flex-col-reverse">
      {/* A button, for a link to a place on the page would change the fragment, which is the route. */}
      <button
        type="button"
        onClick={() => document.getElementById('main')?.focus()}
        className="absolute top-1 left-1 z-50 -translate-y-12 rounded-md bg-accent-fill px-3 py-1 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </button>
      <Rail organizations={me.organizations} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <TopBar me={me} onPalette={() => setLayer('palette')} onKeys={() => setLayer('keys')} />
        <PlaneStatus />
        <main id="main" key={project ?? ''} tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
          {children}
        </main>
      </div>
      <Suspense>
        {layer === 'palette' && <CommandPalette me={me} onClose={() => setLayer(null)} />}
        {layer === 'keys' && <KeySheet onClose={() => setLayer(null)} />}
      </Suspense>
    </div>
  );
}
