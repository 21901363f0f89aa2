import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { projectsQuery } from '@/api/objects';
import { usePlane } from '@/api/planeContext';
import { Menu } from '@/components/Menu';
import { MenuItem } from '@/components/MenuItem';
import { MenuLabel } from '@/components/MenuLabel';

const shownAtOnce = 30;

export function ProjectSwitcher({ current }: { current: string }) {
  const plane = usePlane();
  const navigate = useNavigate();
  const [wasOpened, setOpened] = useState(false);
  const projects = useQuery({ ...projectsQuery(plane), enabled: wasOpened });
  return (
    <Menu
      trigger={
        <button
          type="button"
          onPointerDown={() => setOpened(true)}
          onFocus={() => setOpened(true)}
          className="flex h-7 min-w-0 items-center gap-1 rounded-md px-1.5 font-medium hover:bg-hover data-[state=open]:bg-hover"
        >
          <span className="sr-only">Switch project, now </span>
          <span className="truncate">{current}</span>
          <ChevronsUpDown size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-faint" />
        </button>
      }
    >
      <MenuLabel>Projects</MenuLabel>
      {projects.data?.slice(0, shownAtOnce).map((project) => (
        <MenuItem
          key={project.id}
          checked={project.name === current}
          onSelect={() => void navigate({ to: '/app/$org/p/$project', params: { org: plane.orgName, project: project.name } })}
        >
          {project.name}
        </MenuItem>
      ))}
      {projects.data === undefined && <MenuLabel>{projects.isError ? 'Could not load the projects' : 'Loading…'}</MenuLabel>}
      <MenuItem onSelect={() => void navigate({ to: '/app/$org', params: { org: plane.orgName } })}>All projects</MenuItem>
    </Menu>
  );
}
