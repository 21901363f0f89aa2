// Walks through the pages against the mock in a real browser: npm run flows. For what needs a browser but no server;
// the story with the real server is in tests/browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { launch } from './browser.mjs';

const mock = spawn(process.execPath, [new URL('./mock/start.mjs', import.meta.url).pathname], {
  env: { ...process.env, MOCK_APP_PORT: '5390', MOCK_API_PORT: '5391' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await once(mock.stdout, 'data');
const app = 'http://127.0.0.1:5390';
const api = 'http://127.0.0.1:5391';
const context = await launch({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
const page = context.pages()[0];
page.setDefaultTimeout(8_000);
const problems = [];
page.on('pageerror', (error) => problems.push(error.message));
page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));

const go = async (path) => {
  await page.goto('about:blank');
  await page.goto(`${app}/#${path}`);
};
const grid = (name) => page.getByRole('grid', { name });
const row = (number) => page.locator(`[role="grid"] [role="row"][aria-rowindex="${number + 1}"]`);
const search = () => new URLSearchParams(new URL(page.url()).hash.split('?')[1] ?? '');
const tree = () => page.getByRole('tree', { name: 'Spans' });
const logs = '/app/local/p/civics/logs';
const experiment = '/app/local/p/civics/experiments/civics-v14%20with%20look-up';

const flows = {
  'a link with a token logs in and the token is gone': async () => {
    await page.goto(`${app}/login#token=good`);
    await grid('Projects').waitFor();
    assert.equal(page.url(), `${app}/#/app/local`);
  },
  'a route that comes as a path moves behind the hash': async () => {
    await page.goto(`${app}/app/local/p/civics/experiments`);
    await grid('Experiments').waitFor();
    assert.equal(page.url(), `${app}/#/app/local/p/civics/experiments`);
  },
  'a name with every awkward character is one part of the route': async () => {
    await go('/app/local');
    await page.getByText('a/b test? 50%').click();
    await page.getByText('Waiting for the first row').waitFor();
    await page.reload();
    await page.getByText('Waiting for the first row').waitFor();
    assert.match(page.url(), /\/p\/a%2Fb(%20| )test%3F(%20| )50%25$/);
  },
  'a filter, the order and the open row survive a reload': async () => {
    await go(experiment);
    await page.getByRole('button', { name: /worse in Levenshtein/ }).click();
    await page.getByRole('button', { name: 'Levenshtein', exact: true }).click();
    await row(1).click();
    await tree().waitFor();
    const before = page.url();
    assert.equal(search().get('case'), 'worse:Levenshtein');
    await page.reload();
    await tree().waitFor();
    await row(1).waitFor();
    assert.equal(page.url(), before);
    const count = Number((await page.getByRole('button', { name: /worse in Levenshtein/ }).textContent()).match(/\d+/)?.[0]);
    assert.equal(Number(await grid('Cases').getAttribute('aria-rowcount')), count + 1);
  },
  'j and k walk the cases, brackets the spans, Esc closes and gives the focus back': async () => {
    await go(experiment);
    await row(1).click();
    await tree().waitFor();
    const first = search().get('oid');
    await page.keyboard.press('j');
    await page.waitForFunction((id) => !location.hash.includes(id), first);
    await page.keyboard.press('k');
    await page.waitForFunction((id) => location.hash.includes(id), first);
    await tree().locator('[aria-selected="true"]').waitFor();
    await page.keyboard.press(']');
    await page.waitForFunction(() => location.hash.includes('span='));
    await page.keyboard.press('t');
    await page.waitForFunction(() => location.hash.includes('view=timeline'));
    await page.keyboard.press('Escape');
    await tree().waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'grid');
  },
  'the error key finds the span that failed': async () => {
    await go(`${logs}?errors=1`);
    await row(1).click();
    await tree().waitFor();
    await page.keyboard.press('e');
    await page.getByRole('region', { name: 'Error' }).waitFor();
  },
  'a new trace appears within two seconds at the top, and is held back further down': async () => {
    await go(logs);
    await row(1).waitFor();
    const rows = async () => Number(await grid('Logs').getAttribute('aria-rowcount'));
    const before = await rows();
    const sent = Date.now();
    await fetch(`${api}/mock/log`);
    await page.waitForFunction((count) => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > count, before);
    assert.ok(Date.now() - sent < 2_000, `${Date.now() - sent} ms`);
    await grid('Logs').evaluate((element) => element.scrollTo({ top: 600 }));
    await page.waitForTimeout(300);
    await fetch(`${api}/mock/log`);
    await page.getByRole('button', { name: '1 new trace' }).waitFor();
    assert.equal(await grid('Logs').evaluate((element) => element.scrollTop), 600);
    await page.getByRole('button', { name: '1 new trace' }).click();
    await page.waitForFunction(() => document.querySelector('[role="grid"]')?.scrollTop === 0);
  },
  'older traces come as one scrolls': async () => {
    await go(logs);
    await row(1).waitFor();
    await grid('Logs').evaluate((element) => element.scrollTo({ top: 1e6 }));
    await page.waitForFunction(() => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')) > 60);
  },
  'a failing data plane keeps the rows, says so, and Retry mends it': async () => {
    await go(logs);
    await row(1).waitFor();
    await fetch(`${api}/mock/fail?on=1`);
    const alert = page.getByRole('alert');
    await alert.waitFor({ timeout: 15_000 });
    assert.match(await alert.textContent(), /The disk is full/);
    assert.ok(await row(1).isVisible());
    await fetch(`${api}/mock/fail?on=0`);
    await alert.getByRole('button', { name: 'Retry' }).click();
    await alert.waitFor({ state: 'detached' });
    problems.splice(0);
  },
  'a link of an SDK by ids leads to the row, even to a span inside a trace': async () => {
    const { objects } = await (await fetch(`${api}/v1/project?project_name=civics`)).json();
    const id = objects[0].id;
    const query = `select: id, root_span_id, span_attributes | from: project_logs('${id}') | limit: 200`;
    const { data } = await (await fetch(`${api}/btql`, { method: 'POST', body: JSON.stringify({ query }) })).json();
    const span = data.find((one) => one.span_attributes.type === 'llm');
    await go(`/app/local/object?object_type=project_logs&object_id=${id}&id=${span.id}`);
    await tree().waitFor();
    assert.equal(search().get('oid'), span.id);
    await page.getByRole('heading', { name: /Chat Completion/ }).waitFor();
  },
  'a long text is cut, and shown whole on demand without rendering it all': async () => {
    await go(logs);
    await grid('Logs').getByText('long_answer').click();
    const output = page.getByRole('region', { name: 'Output' });
    const button = output.getByRole('button', { name: /Show all/ });
    await button.waitFor();
    assert.ok((await output.textContent()).length < 5_000);
    await button.click();
    await output.getByRole('button', { name: 'Show less' }).waitFor();
    assert.ok((await output.locator('div').count()) < 400);
  },
  'a big value is searched without unfolding it by hand': async () => {
    await page.getByRole('tab', { name: 'Metadata' }).click();
    const metadata = page.getByRole('region', { name: 'Metadata', exact: true });
    await metadata.getByRole('button', { name: /Search in metadata/ }).click();
    await metadata.getByRole('searchbox').fill('Document 4321');
    await metadata.getByText('1 of 1').waitFor();
    await metadata.getByText('"Document 4321"').waitFor();
    assert.ok((await metadata.getByRole('treeitem').count()) < 150);
  },
  'two thousand spans scroll, fold and are searched': async () => {
    await go(logs);
    await grid('Logs').getByText('many_steps').click();
    await tree().waitFor();
    assert.ok((await tree().getByRole('treeitem').count()) < 80);
    const box = page.getByRole('searchbox', { name: 'Search this trace' });
    await box.fill('step 1777');
    await page.getByText('1 span', { exact: true }).waitFor();
    await box.press('Enter');
    await page.getByRole('heading', { name: /step 1777/ }).waitFor();
  },
  'an earlier version of a dataset has the rows of then': async () => {
    await go('/app/local/p/civics/datasets/civics');
    await row(1).waitFor();
    await page.locator('footer').getByText('260 rows').waitFor();
    await page.getByRole('button', { name: /Version/ }).click();
    await page.getByText('Earlier').waitFor();
    await page.getByRole('menuitemcheckbox').last().click();
    await page.getByText('As it was').waitFor();
    await page.getByRole('button', { name: 'Show latest' }).click();
    await page.getByText('As it was').waitFor({ state: 'detached' });
  },
  'a key is made, shown once and revoked': async () => {
    await go('/app/local/settings/api-keys');
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('for ci');
    await page.keyboard.press('Enter');
    await page.getByTestId('new-key').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('button', { name: 'Revoke for ci' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByRole('cell', { name: 'for ci', exact: true }).waitFor({ state: 'detached' });
  },
  'the palette goes to an experiment': async () => {
    await go('/app/local/p/civics/logs');
    await row(1).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('civics-v13');
    await page.keyboard.press('Enter');
    await grid('Cases').waitFor();
    assert.match(page.url(), /experiments\/civics-v13$/);
  },
  'g and a letter go to a page': async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await grid('Datasets').waitFor();
  },
  'the theme is chosen and kept': async () => {
    await go('/app/local/settings/appearance');
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.reload();
    await page.getByRole('radio', { name: 'Dark' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  },
  'logging out leads to the log-in page': async () => {
    await page.getByRole('button', { name: /Account/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByText('./biplane login-link').waitFor();
    await go('/app/local');
    await page.getByText('./biplane login-link').waitFor();
    problems.splice(0);
  },
};

const only = process.argv[2] ?? '';
let passed = 0;
let failed = 0;
for (const [name, flow] of Object.entries(flows)) {
  if (!name.includes(only)) continue;
  problems.splice(0);
  try {
    await flow();
    assert.deepEqual(problems, []);
    passed++;
  } catch (error) {
    failed++;
    console.log(`✗ ${name}\n    ${String(error.message).split('\n').slice(0, 6).join('\n    ')}`);
    if (process.env.FLOW_SHOTS) await page.screenshot({ path: `${process.env.FLOW_SHOTS}/flow-${failed}.png` });
  }
}
await context.close();
mock.kill();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
