// The whole story of a first visit. The tests run in order and share one log-in; each finds its own way to its page.
import { expect, test } from "@playwright/test";
import { api, control, link, look as lookAt, send, session, visitor } from "../lib/visitor.mjs";

const experiments = JSON.parse(process.env.BIPLANE_TEST_EXPERIMENTS);
const visit = visitor();
let page;
test.beforeAll(() => {
  page = visit.page;
});

const grid = (name) => page.getByRole("grid", { name });
const row = (table, text) => grid(table).getByRole("row").filter({ hasText: text });
const card = (name) => page.getByRole("region", { name, exact: true });

const look = (name) => lookAt(page, name);

test("A visitor who is not logged in is told how to", async () => {
  await page.goto(control);
  await expect(page.getByRole("heading", { name: "Log in to Biplane" })).toBeVisible();
  await expect(page.getByText("./biplane login-link")).toBeVisible();
  // Asking who one is, without a session, is answered with 401, which the browser reports.
  visit.problems = visit.problems.filter((text) => !text.includes("401"));
  await look("login");
});

test("The printed link logs in, and its token is nowhere in the address", async () => {
  await page.goto(link);
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();
  expect(page.url()).not.toContain(link.split("#")[1]);
  await expect(row("Projects", "civics")).toBeVisible();
  await page.context().storageState({ path: session });
  await look("projects");
});

test("The link works once", async ({ browser }) => {
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole("alert")).toContainText("did not work");
  await stranger.context().close();
});

test("The address that Eval() printed leads to the experiment, with the numbers that it printed", async () => {
  await page.goto(experiments.extract);
  await expect(page.getByRole("heading", { level: 1, name: "extract" })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(new URL(control).origin);
  expect(new URL(page.url()).pathname, "no name reaches the control plane").toBe("/");
  await expect(card("mentionsAnswer")).toContainText("58.8%");
  await expect(card("ExactMatch")).toContainText("41.2%");
  await expect(grid("Cases")).toHaveAttribute("aria-rowcount", "18");
  await look("experiment");
});

test("The comparison with the first version counts what got worse, and filters by it", async () => {
  await page.goto(experiments.extract);
  await expect(card("mentionsAnswer").getByRole("button", { name: "2 worse in mentionsAnswer" })).toBeVisible();
  await expect(card("ExactMatch").getByRole("button", { name: "7 better in ExactMatch" })).toBeVisible();
  await card("mentionsAnswer").getByRole("button", { name: /worse/ }).click();
  await expect(grid("Cases").getByRole("row")).toHaveCount(3);
  await expect(row("Cases", "Who signs bills to become laws?")).toContainText("the Senate");
  await look("comparison");
});

test("A case opens its trace: the tree of spans, what each did, and an address that opens it again", async () => {
  await page.goto(experiments.extract);
  await row("Cases", "Who vetoes bills?").click();
  const trace = page.getByRole("region", { name: "Trace" });
  const tree = trace.getByRole("tree", { name: "Spans" });
  for (const name of ["eval", "task", "find clauses", "extract", "Levenshtein", "mentionsAnswer"]) {
    await expect(tree.getByRole("treeitem").filter({ hasText: name }).first()).toBeVisible();
  }
  await tree.getByRole("treeitem").filter({ hasText: "find clauses" }).click();
  await expect(trace.getByRole("heading", { name: "find clauses" })).toBeVisible();
  await expect(trace).toContainText("Article I, section 7");
  await look("trace");

  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(page.getByRole("region", { name: "Trace" }).getByRole("heading", { name: "find clauses" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Trace" })).toHaveCount(0);
});

test("The experiments of the project are listed with their averages", async () => {
  await page.goto(control);
  await row("Projects", "civics").click();
  await expect(row("Experiments", "quote")).toContainText("70.6%");
  await expect(row("Experiments", "extract")).toContainText("58.8%");
  await look("experiments");
});

test("A new log row appears by itself", async () => {
  const { id } = await send("/v1/project", { name: "live" });
  const span = (name, more = {}) => ({ id: name, span_attributes: { name, type: "task" }, input: `asked by ${name}`, output: "answered", metrics: { start: Date.now() / 1000 - 0.4, end: Date.now() / 1000 }, ...more });
  await send(`/v1/project_logs/${id}/insert`, { events: [span("first visit")] });
  await page.goto(`${control}/#/app/local/p/live/logs`);
  await expect(row("Logs", "first visit")).toBeVisible();

  await send(`/v1/project_logs/${id}/insert`, { events: [span("second visit", { error: "the model was asleep", scores: { helpful: 0.25 } })] });
  await expect(row("Logs", "second visit")).toBeVisible({ timeout: 5_000 });
  await expect(grid("Logs").getByRole("row").nth(1)).toContainText("second visit");
  await look("logs");
});

test("A dataset shows its rows, and shows them as they were at an earlier version", async () => {
  const { id: project } = await send("/v1/project", { name: "live" });
  const { id } = await send("/v1/dataset", { project_id: project, name: "golden", description: "kept by hand" });
  await send(`/v1/dataset/${id}/insert`, { events: [{ id: "a", input: "capital of Peru", expected: "Lima" }] });
  await send(`/v1/dataset/${id}/insert`, { events: [{ id: "b", input: "capital of Chile", expected: "Santiago" }] });

  await page.goto(`${control}/#/app/local/p/live/datasets`);
  await row("Datasets", "golden").click();
  await expect(row("Dataset rows", "Santiago")).toBeVisible();
  await expect(row("Dataset rows", "Lima")).toBeVisible();
  await look("dataset");

  await page.getByRole("button", { name: /Version/ }).click();
  await page.getByRole("menuitemcheckbox").filter({ hasText: "1 row" }).or(page.getByRole("menuitemradio").filter({ hasText: "1 row" })).or(page.getByRole("menuitem").filter({ hasText: "1 row" })).last().click();
  await expect(row("Dataset rows", "Lima")).toBeVisible();
  await expect(row("Dataset rows", "Santiago")).toHaveCount(0);
});

test("Everything can be reached by keyboard", async () => {
  await page.goto(`${control}/#/app/local/p/civics/experiments`);
  await expect(row("Experiments", "extract")).toBeVisible();
  await grid("Experiments").focus();
  await page.keyboard.press("Enter");
  await expect(grid("Cases")).toBeVisible();
  await grid("Cases").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Trace" })).toBeVisible();
});

test("The page talked to the two planes and to nobody else", () => {
  expect([...visit.asked].filter((origin) => origin !== "null").sort()).toEqual([new URL(api).origin, new URL(control).origin].sort());
});
