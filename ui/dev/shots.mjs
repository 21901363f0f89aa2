// Pictures of the main pages in both themes and two sizes: node dev/shots.mjs OUT [name part]. Needs a server at BIPLANE_APP_URL.
import { mkdirSync } from 'node:fs';
import { launch } from './browser.mjs';
import { views } from './views.mjs';

const app = process.env.BIPLANE_APP_URL ?? 'http://127.0.0.1:5180';
const out = process.argv[2] ?? 'shots';
const only = process.argv[3] ?? '';
mkdirSync(out, { recursive: true });

for (const theme of ['light', 'dark']) {
  for (const [width, height] of [
    [1440, 900],
    [800, 900],
  ]) {
    const context = await launch({ viewport: { width, height }, colorScheme: theme });
    const page = context.pages()[0];
    page.on('console', (message) => message.type() === 'error' && console.log(`${theme} ${width}: ${message.text()}`));
    page.on('pageerror', (error) => console.log(`${theme} ${width}: ${error.stack ?? error.message}`));
    if (process.env.LOGIN_TOKEN) await page.goto(`${app}/login#token=${process.env.LOGIN_TOKEN}`);
    for (const [name, { path, act }] of Object.entries(views)) {
      if (!name.includes(only)) continue;
      await page.goto('about:blank');
      await page.goto(`${app}/#${path}`);
      await page.waitForTimeout(900);
      try {
        await act?.(page);
      } catch (error) {
        console.log(`${name} ${theme} ${width}: ${error.message.split('\n')[0]}`);
      }
      await page.screenshot({ path: `${out}/${name}-${theme}-${width}.png` });
    }
    await context.close();
  }
}
