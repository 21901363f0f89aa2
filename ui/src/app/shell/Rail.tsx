import { useParams } from '@tanstack/react-router';
import { Database, FlaskConical, FolderKanban, List, PanelLeftClose, PanelLeftOpen, Settings } from 'lucide-react';
import { useState } from 'react';
import type { Organization } from '@/api/session';
import { IconButton } from '@/components/IconButton';
import { cx } from '@/lib/cx';
import { readPref, writePref } from '@/lib/prefs';
import { useMedia } from '@/lib/useMedia';
import { OrganizationSwitcher } from './OrganizationSwitcher';
import { RailLink } from './RailLink';

export function Rail({ organizations }: { organizations: Organization[] }) {
  const { org = '', project } = useParams({ strict: false });
  const [wantsFolded, setFolded] = useState(() => readPref('rail') === 'folded');
  const isBar = useMedia('(max-width: 600px)');
  const isNarrow = useMedia('(max-width: 1000px)');
  const isFolded = wantsFolded || isNarrow;
  const fold = (next: boolean) => {
    setFolded(next);
    writePref('rail', next ? 'folded' : null);
  };
  const inProject = { org, project: project ?? '' };
  return (
    <nav
      aria-label="Pages"
      className={cx(
        'flex shrink-0 border-line bg-sunken',
        isBar ? 'h-11 items-center justify-around border-t px-2' : 'flex-col gap-px border-r p-2',
        !isBar && (isFolded ? 'w-12 items-center' : 'w-[200px]'),
      )}
    >
      {!isBar && (
        <div className={isFolded ? 'mb-2' : 'mb-2 h-7'}>
          <OrganizationSwitcher organizations={organizations} isFolded={isFolded} />
        </div>
      )}
      <RailLink to="/app/$org" params={{ org }} icon={FolderKanban} label="Projects" keys="g p" isExact isFolded={isFolded || isBar} />
      {project !== undefined && (
        <>
          {!isBar && <div aria-hidden className="my-1.5 h-px w-full bg-line" />}
          <RailLink to="/app/$org/p/$project/logs" params={inProject} icon={List} label="Logs" keys="g l" isFolded={isFolded || isBar} />
          <RailLink
            to="/app/$org/p/$project/experiments"
            params={inProject}
            icon={FlaskConical}
            label="Experiments"
            keys="g e"
            isFolded={isFolded || isBar}
          />
          <RailLink
            to="/app/$org/p/$project/datasets"
            params={inProject}
            icon={Database}
            label="Datasets"
            keys="g d"
            isFolded={isFolded || isBar}
          />
        </>
      )}
      {!isBar && <div className="flex-1" />}
      <RailLink to="/app/$org/settings" params={{ org }} icon={Settings} label="Settings" isFolded={isFolded || isBar} />
      {!isBar && !isNarrow && (
        <IconButton
          icon={isFolded ? PanelLeftOpen : PanelLeftClose}
          label={isFolded ? 'Widen the rail' : 'Fold the rail'}
          onClick={() => fold(!isFolded)}
          className="ml-0.5"
        />
      )}
    </nav>
  );
}
