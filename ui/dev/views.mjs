// The pages that are looked at, and what is done on each before the look.
const project = '/app/local/p/civics';
const openFirst = async (page) => {
  await page.locator('[role="grid"] [role="row"][aria-rowindex="2"] [role="gridcell"]').first().click();
  await page.getByRole('tree', { name: 'Spans' }).waitFor();
  await page.waitForTimeout(500);
};
export const views = {
  projects: { path: '/app/local' },
  onboarding: { path: '/app/local/p/empty' },
  experiments: { path: `${project}/experiments` },
  experiment: { path: `${project}/experiments/civics-v14%20with%20look-up` },
  case: { path: `${project}/experiments/civics-v14%20with%20look-up`, act: openFirst },
  compact: { path: `${project}/experiments/civics-v14%20with%20look-up?rows=compact` },
  logs: { path: `${project}/logs` },
  trace: {
    path: `${project}/logs`,
    act: async (page) => {
      await openFirst(page);
      await page.getByRole('treeitem', { name: /Chat Completion/ }).click();
      await page.waitForTimeout(400);
    },
  },
  timeline: {
    path: `${project}/logs?panel=full&view=timeline`,
    act: openFirst,
  },
  datasets: { path: `${project}/datasets` },
  dataset: {
    path: `${project}/datasets/civics`,
    act: async (page) => {
      await page.locator('[role="grid"] [role="row"][aria-rowindex="4"] [role="gridcell"]').first().click();
      await page.waitForTimeout(400);
    },
  },
  keys: { path: '/app/local/settings/api-keys' },
  palette: {
    path: `${project}/experiments`,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.waitForTimeout(300);
    },
  },
};
