export { ProjectHomePage } from './ProjectHomePage';
export { ProjectsPage } from './ProjectsPage';
