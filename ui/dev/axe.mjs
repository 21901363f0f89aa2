// Accessibility rules on every page in both themes: node dev/axe.mjs. Needs a server at BIPLANE_APP_URL with the mock's project.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { launch } from './browser.mjs';
import { views } from './views.mjs';

const app = process.env.BIPLANE_APP_URL ?? 'http://127.0.0.1:5180';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let found = 0;
for (const theme of ['light', 'dark']) {
  const context = await launch({ viewport: { width: 1440, height: 900 }, colorScheme: theme, bypassCSP: true });
  const page = context.pages()[0];
  for (const [name, { path, act }] of Object.entries(views)) {
    await page.goto('about:blank');
    await page.goto(`${app}/#${path}`);
    await page.waitForTimeout(900);
    await act?.(page).catch((error) => console.log(`${name}: ${error.message.split('\n')[0]}`));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }),
    );
    for (const violation of violations) {
      found++;
      console.log(`${name} ${theme}: ${violation.id} ${violation.help}`);
      for (const node of violation.nodes.slice(0, 3))
        console.log(`    ${node.html.slice(0, 180)}\n      ${node.failureSummary?.split('\n')[1]?.trim().slice(0, 200)}`);
    }
  }
  await context.close();
}
console.log(`${found} findings`);
process.exitCode = found > 0 ? 1 : 0;
