import { createContext, useContext } from 'react';
import type { Project } from './objects';

const ProjectContext = createContext<Project | null>(null);

export const ProjectProvider = ProjectContext.Provider;

export function useProject(): Project {
  const project = useContext(ProjectContext);
  if (!project) throw new Error('No project above this component.');
  return project;
}
