export { ObjectLinkPage } from './ObjectLinkPage';
