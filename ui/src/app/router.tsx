import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { LoginPage } from '@/features/session';
import { type Address, addressText, parseAddress } from '@/lib/useAddress';
import { NotFound } from './NotFound';
import { OrganizationLayout } from './OrganizationLayout';
import { ProjectLayout } from './ProjectLayout';
import { RootLayout } from './RootLayout';
import { StartPage } from './StartPage';

const validateSearch = (search: Record<string, unknown>): Address => search as Address;

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFound, validateSearch });

const start = createRoute({ getParentRoute: () => root, path: '/', component: StartPage });

const login = createRoute({ getParentRoute: () => root, path: '/login', component: LoginPage });

const organization = createRoute({ getParentRoute: () => root, path: '/app/$org', component: OrganizationLayout });

const projects = createRoute({
  getParentRoute: () => organization,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/projects'), 'ProjectsPage'),
});

const objectLink = createRoute({
  getParentRoute: () => organization,
  path: '/object',
  component: lazyRouteComponent(() => import('@/features/object-link'), 'ObjectLinkPage'),
});

const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings'), 'SettingsPage'),
});

const settingsSection = createRoute({
  getParentRoute: () => organization,
  path: '/settings/$section',
  component: lazyRouteComponent(() => import('@/features/settings'), 'SettingsPage'),
});

const project = createRoute({ getParentRoute: () => organization, path: '/p/$project', component: ProjectLayout });

const projectHome = createRoute({
  getParentRoute: () => project,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/projects'), 'ProjectHomePage'),
});

const experiments = createRoute({
  getParentRoute: () => project,
  path: '/experiments',
  component: lazyRouteComponent(() => import('@/features/experiments'), 'ExperimentsPage'),
});

const experiment = createRoute({
  getParentRoute: () => project,
  path: '/experiments/$experiment',
  component: lazyRouteComponent(() => import('@/features/experiments'), 'ExperimentPage'),
});

const logs = createRoute({
  getParentRoute: () => project,
  path: '/logs',
  component: lazyRouteComponent(() => import('@/features/logs'), 'LogsPage'),
});

const datasets = createRoute({
  getParentRoute: () => project,
  path: '/datasets',
  component: lazyRouteComponent(() => import('@/features/datasets'), 'DatasetsPage'),
});

const dataset = createRoute({
  getParentRoute: () => project,
  path: '/datasets/$dataset',
  component: lazyRouteComponent(() => import('@/features/datasets'), 'DatasetPage'),
});

const routeTree = root.addChildren([
  start,
  login,
  organization.addChildren([
    projects,
    objectLink,
    settings,
    settingsSection,
    project.addChildren([projectHome, experiments, experiment, logs, datasets, dataset]),
  ]),
]);

export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  parseSearch: parseAddress,
  stringifySearch: addressText,
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
