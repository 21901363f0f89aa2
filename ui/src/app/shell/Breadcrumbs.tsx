import { Link, useLocation, useParams } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { ProjectSwitcher } from './ProjectSwitcher';

const look = 'truncate rounded-md px-1.5 py-0.5 hover:bg-hover';

export function Breadcrumbs() {
  const { org = '', project, experiment, dataset } = useParams({ strict: false });
  const section = useLocation({ select: ({ pathname }) => pathname.split('/')[project === undefined ? 3 : 5] ?? '' });
  const crumbs: ReactNode[] = [];
  if (project === undefined) {
    crumbs.push(section === 'settings' ? 'Settings' : section === 'object' ? 'Link' : 'Projects');
  } else {
    const params = { org, project };
    crumbs.push(<ProjectSwitcher current={project} />);
    if (section === 'logs') crumbs.push('Logs');
    if (section === 'experiments') {
      crumbs.push(
        <Link to="/app/$org/p/$project/experiments" params={params} className={look}>
          Experiments
        </Link>,
      );
    }
    if (section === 'datasets') {
      crumbs.push(
        <Link to="/app/$org/p/$project/datasets" params={params} className={look}>
          Datasets
        </Link>,
      );
    }
    if (experiment ?? dataset) crumbs.push(<span className="truncate px-1.5 font-medium">{experiment ?? dataset}</span>);
  }
  return (
    <nav aria-label="Breadcrumbs" className="flex min-w-0 items-center gap-0.5">
      {crumbs.map((crumb, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the path is the identity
        <Fragment key={index}>
          {index > 0 && <ChevronRight size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-faint" />}
          {typeof crumb === 'string' ? <span className="px-1.5">{crumb}</span> : crumb}
        </Fragment>
      ))}
    </nav>
  );
}
