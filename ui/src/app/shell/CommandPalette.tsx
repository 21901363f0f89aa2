import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Copy, Database, FlaskConical, FolderKanban, KeyRound, List, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { datasetsQuery, experimentsQuery, projectQuery, projectsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import type { Me } from '@/api/session';
import { copyText } from '@/lib/clipboard';
import { setTheme } from '@/lib/theme';
import { PaletteItem } from './PaletteItem';

const groupLook =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint';

export function CommandPalette({ me, onClose }: { me: Me; onClose(): void }) {
  const plane = usePlane();
  const { org = '', project } = useParams({ strict: false });
  const navigate = useNavigate();
  const projects = useQuery(projectsQuery(plane));
  const current = useQuery({ ...projectQuery(plane, project ?? ''), enabled: project !== undefined });
  const projectId = current.data?.id ?? '';
  const experiments = useQuery({ ...experimentsQuery(plane, projectId), enabled: projectId !== '' });
  const datasets = useQuery({ ...datasetsQuery(plane, projectId), enabled: projectId !== '' });

  const item = (value: string, icon: LucideIcon, label: string, run: () => unknown, hint?: string) => (
    <PaletteItem
      key={value}
      value={value}
      icon={icon}
      label={label}
      hint={hint}
      onSelect={() => {
        onClose();
        void run();
      }}
    />
  );
  const inProject = { org, project: project ?? '' };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-40 bg-black/35" />
        <Dialog.Content
          aria-describedby={undefined}
          className="appear fixed top-[14vh] left-1/2 z-50 w-[min(600px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-(--shadow-float)"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command label="Command palette" loop>
            <Command.Input
              placeholder="Go to a page or object, or run a command"
              className="h-11 w-full border-b border-line bg-transparent px-4 text-base outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-1 pb-2">
              <Command.Empty className="p-6 text-center text-muted">Nothing fits.</Command.Empty>
              {project !== undefined && (
                <Command.Group heading="Pages" className={groupLook}>
                  {item('page logs', List, 'Logs', () => navigate({ to: '/app/$org/p/$project/logs', params: inProject }), 'g l')}
                  {item(
                    'page experiments',
                    FlaskConical,
                    'Experiments',
                    () => navigate({ to: '/app/$org/p/$project/experiments', params: inProject }),
                    'g e',
                  )}
                  {item(
                    'page datasets',
                    Database,
                    'Datasets',
                    () => navigate({ to: '/app/$org/p/$project/datasets', params: inProject }),
                    'g d',
                  )}
                </Command.Group>
              )}
              <Command.Group heading="Experiments" className={groupLook}>
                {experiments.data
                  ?.slice(0, 200)
                  .map(({ id, name }) =>
                    item(`experiment ${name} ${id}`, FlaskConical, name, () =>
                      navigate({ to: '/app/$org/p/$project/experiments/$experiment', params: { ...inProject, experiment: name } }),
                    ),
                  )}
              </Command.Group>
              <Command.Group heading="Datasets" className={groupLook}>
                {datasets.data
                  ?.slice(0, 200)
                  .map(({ id, name }) =>
                    item(`dataset ${name} ${id}`, Database, name, () =>
                      navigate({ to: '/app/$org/p/$project/datasets/$dataset', params: { ...inProject, dataset: name } }),
                    ),
                  )}
              </Command.Group>
              <Command.Group heading="Projects" className={groupLook}>
                {item('page projects', FolderKanban, 'All projects', () => navigate({ to: '/app/$org', params: { org } }), 'g p')}
                {projects.data
                  ?.slice(0, 200)
                  .map(({ id, name }) =>
                    item(`project ${name} ${id}`, FolderKanban, name, () =>
                      navigate({ to: '/app/$org/p/$project', params: { org, project: name } }),
                    ),
                  )}
              </Command.Group>
              <Command.Group heading="Commands" className={groupLook}>
                {item('copy link', Copy, 'Copy link to this view', () => copyText(window.location.href))}
                {item('settings api keys', KeyRound, 'API keys', () =>
                  navigate({ to: '/app/$org/settings/$section', params: { org, section: 'api-keys' } }),
                )}
                {item('theme system', Monitor, 'Theme: as the system', () => setTheme('system'))}
                {item('theme light', Sun, 'Theme: light', () => setTheme('light'))}
                {item('theme dark', Moon, 'Theme: dark', () => setTheme('dark'))}
                {me.organizations
                  .filter((one) => one.name !== org)
                  .map((one) =>
                    item(`organization ${one.name}`, FolderKanban, `Organization ${one.name}`, () =>
                      navigate({ to: '/app/$org', params: { org: one.name } }),
                    ),
                  )}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
