export { LoginPage } from './LoginPage';
export { LoginTokenProvider } from './loginToken';
