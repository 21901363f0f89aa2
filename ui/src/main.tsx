import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { moveIntoFragment } from './app/moveIntoFragment';
import { startTheme } from './lib/theme';
import './styles.css';

startTheme();
const loginToken = moveIntoFragment(window);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App loginToken={loginToken} />
    </StrictMode>,
  );
}
