// Traces and fields far too large to be read whole: after the story, whose log-in it shares.
import fs from "node:fs";
import { expect, test } from "@playwright/test";
import { control, look as lookAt, send, visitor } from "../lib/visitor.mjs";

const spans = 100_000;
const batch = 5_000;
const at = 1_700_000_000;
test.describe.configure({ mode: "serial" });
const visit = visitor();
let page;
test.beforeAll(async () => {
  page = visit.page;
  await page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: "longtask" });
  });
});

const panel = () => page.getByRole("region", { name: "Trace" });
const tree = () => panel().getByRole("tree", { name: "Spans" });
const selected = () => tree().getByRole("treeitem", { selected: true });
const search = () => panel().getByRole("searchbox", { name: "Search this trace" });
const field = (name) => panel().getByRole("region", { name, exact: true });

/** A root, steps below it, and below each step nine calls; every 9,999th span failed, and two speak of a word that no other has. */
function bigSpan(place) {
  const step = place - ((place - 1) % 10);
  const isStep = place === step;
  const type = place === 0 || isStep ? "task" : place % 3 === 0 ? "llm" : "tool";
  return {
    id: `big-${place}`,
    span_id: `big-${place}`,
    root_span_id: "big-0",
    span_parents: place === 0 ? [] : [isStep ? "big-0" : `big-${step}`],
    span_attributes: { name: place === 0 ? "nightly import" : isStep ? `step ${(place - 1) / 10}` : `call ${place}`, type },
    input: { place, note: place === 77_777 || place === 95_005 ? "the heron stood in the reeds" : "nothing of note" },
    output: `answer ${place}`,
    metrics: { start: at + place * 0.01, end: at + (place === 0 ? spans * 0.01 : place * 0.01 + 0.05), ...(type === "llm" ? { prompt_tokens: 10, completion_tokens: 5, tokens: 15 } : {}) },
    ...(place > 0 && place % 9_999 === 0 ? { error: "the model was asleep" } : {}),
  };
}

const tokens = Array.from({ length: spans }, (_, place) => bigSpan(place).metrics.tokens ?? 0).reduce((sum, more) => sum + more, 0);

async function openTrace(project, row) {
  await page.goto("about:blank");
  await page.goto(`${control}/#/app/local/p/${project}/logs?panel=full&oid=${row}`);
  await expect(tree()).toBeVisible({ timeout: 30_000 });
}

/** Prints the longest that the page could not answer since the last look at it, in milliseconds. */
async function tellPause(what) {
  console.log(`${what}: the longest pause was ${Math.round(await page.evaluate(() => window.longest))} ms`);
}

/** The accessibility rules run in the page and would count as a pause of it. */
async function look(name) {
  await tellPause(name);
  await lookAt(page, name);
  await page.evaluate(() => {
    window.longest = 0;
  });
}

test("A trace of a hundred thousand spans is opened, and only what is in sight is rendered", async () => {
  test.setTimeout(240_000);
  const { id } = await send("/v1/project", { name: "large" });
  for (let from = 0; from < spans; from += batch) {
    await send(`/v1/project_logs/${id}/insert`, { events: Array.from({ length: batch }, (_, i) => bigSpan(from + i)) });
  }
  await page.goto(`${control}/#/app/local/p/large/logs`);
  await page.waitForTimeout(500);
  const started = Date.now();
  await openTrace("large", "big-0");
  await expect(tree().getByRole("treeitem").first()).toContainText("nightly import");
  console.log(`the tree of ${spans} spans stood after ${Date.now() - started} ms`);
  await expect(panel().getByText("100 k spans")).toBeVisible();
  expect(await tree().getByRole("treeitem").count()).toBeLessThan(100);
  await expect(panel().locator("header")).toContainText(`${Math.round(tokens / 1000)} k tok`);
  await look("large-trace");
});

test("Its tree is walked by keyboard from end to end, folded and unfolded", async () => {
  await tree().focus();
  await page.keyboard.press("End");
  await expect(selected()).toContainText("call 99999");
  await page.keyboard.press("ArrowLeft");
  await expect(selected()).toContainText("step 9999");
  await expect(selected()).toHaveAttribute("aria-posinset", "10000");
  await expect(selected()).toHaveAttribute("aria-setsize", "10000");
  await page.keyboard.press("ArrowLeft");
  await expect(selected()).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await expect(selected()).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Home");
  await expect(selected()).toContainText("nightly import");
  await page.keyboard.press("PageDown");
  await expect(selected()).toContainText(/step|call/);
  await page.keyboard.press("z");
  await expect(tree().getByRole("treeitem").nth(1)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("z");
  await expect(tree().getByRole("treeitem").nth(1)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Home");
  await page.keyboard.press("e");
  await expect(selected()).toContainText("call 9999");
  await expect(field("Error")).toContainText("the model was asleep");
  await tree().evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }));
  await expect(tree().getByText(/call 5\d{4}/).first()).toBeVisible();
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/view=timeline/);
  await look("large-timeline");
  await page.keyboard.press("t");
});

test("The server finds what stands in any field, and hits are gone through by keys", async () => {
  await page.keyboard.press("/");
  await expect(search()).toBeFocused();
  const started = Date.now();
  await page.keyboard.type("HERON stood");
  await expect(panel().getByText("2 spans")).toBeVisible();
  console.log(`the search took ${Date.now() - started} ms with the typing`);
  await page.keyboard.press("Enter");
  await expect(selected()).toContainText("call 77777");
  await expect(field("Input").locator("mark")).toHaveText("heron stood");
  await expect(panel().getByText("1 of 2")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(selected()).toContainText("call 95005");
  await page.keyboard.press("Shift+Enter");
  await expect(selected()).toContainText("call 77777");
  await tree().focus();
  await page.keyboard.press("n");
  await expect(selected()).toContainText("call 95005");
  await look("large-search");

  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(selected()).toContainText("call 95005", { timeout: 30_000 });
  await expect(panel().getByText("2 of 2")).toBeVisible();

  await panel().getByRole("button", { name: "Whole words only" }).click();
  await search().fill("hero");
  await expect(panel().getByText("No span has it")).toBeVisible();
  await search().fill("reeds heron");
  await expect(panel().getByText("2 of 2")).toBeVisible();
});

test("A search that fails says so, keeps the tree, and is tried again", async () => {
  await page.route("**/trace/search", (route) => route.fulfill({ status: 400, contentType: "application/problem+json", headers: { "access-control-allow-origin": new URL(control).origin }, body: JSON.stringify({ title: "Not now", detail: "The shelf is being sorted.", code: "bad_request" }) }));
  await search().fill("reeds");
  await expect(panel().getByRole("alert")).toContainText("The shelf is being sorted.");
  await expect(selected()).toContainText("call 95005");
  await page.unroute("**/trace/search");
  await panel().getByRole("alert").locator("..").getByRole("button", { name: "Retry" }).click();
  await expect(panel().getByText("2 of 2")).toBeVisible();
  visit.problems = visit.problems.filter((text) => !text.includes("400"));
});

test("A field of 20 MB shows its beginning, more of it, and all of it, and the page answers meanwhile", async () => {
  test.setTimeout(180_000);
  const { id } = await send("/v1/project", { name: "large" });
  const text = Array.from({ length: 250_000 }, (_, i) => `line ${i}: the quick brown fox jumps over the lazy dog, as it does each day.`).join("\n");
  const list = Array.from({ length: 150_000 }, (_, i) => ({ id: i, title: `Document ${i}`, text: "lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do", isKept: i % 2 === 0 }));
  const span = (name, more) => ({ id: name, span_id: name, root_span_id: "heavy", span_parents: name === "heavy" ? [] : ["heavy"], span_attributes: { name, type: "task" }, metrics: { start: at, end: at + 1 }, ...more });
  await send(`/v1/project_logs/${id}/insert`, { events: [span("heavy", { input: "small", output: text })] });
  await send(`/v1/project_logs/${id}/insert`, { events: [span("listed", { input: list, output: "done" })] });

  await openTrace("large", "heavy");
  const sizes = [];
  page.on("response", (response) => response.url().includes("/span/output") && sizes.push(response.headers()["content-range"] ?? "whole"));
  await expect(field("Output")).toContainText(/100 KB of \d\d\.\d MB shown/);
  await expect(field("Output")).toContainText("line 3: the quick brown fox");
  await look("large-text");
  await field("Output").getByRole("button", { name: "Load more of output" }).click();
  await expect(field("Output")).toContainText(/600 KB of \d\d\.\d MB shown/);
  expect(sizes.filter((size) => size === "whole").length, "no field was read whole").toBe(0);

  const saved = page.waitForEvent("download");
  await field("Output").getByRole("button", { name: "Download output" }).click();
  const file = await (await saved).path();
  expect(JSON.parse(fs.readFileSync(file, "utf8"))).toBe(text);

  await search().fill("line 249999:");
  await expect(panel().getByText("1 of 1")).toBeVisible();
  await expect(field("Output").locator("mark")).toHaveText("line 249999:");
  await look("large-found");
  await field("Output").getByRole("button", { name: "From the beginning" }).click();
  await expect(field("Output")).toContainText("line 3: the quick brown fox");
  await search().fill("");

  await tree().getByRole("treeitem").filter({ hasText: "listed" }).click();
  await expect(field("Input")).toContainText('"title": "Document 7"');
  await look("large-json");
  await field("Input").getByRole("button", { name: "Load all of input" }).click();
  await expect(field("Input").getByRole("tree")).toBeVisible({ timeout: 30_000 });
  await field("Input").getByRole("button", { name: "Search in input" }).click();
  await field("Input").getByRole("searchbox").fill("Document 149999");
  await expect(field("Input").getByText("1 of 1")).toBeVisible({ timeout: 30_000 });
  await expect(field("Input").getByText('"Document 149999"')).toBeVisible();
  await look("large-json-tree");
});

test("A trace that runs grows by itself, and what changed is read again", async () => {
  const { id } = await send("/v1/project", { name: "large" });
  const insert = (...events) => send(`/v1/project_logs/${id}/insert`, { events });
  const span = (name, more) => ({ id: name, span_id: name, root_span_id: "run", span_parents: name === "run" ? [] : ["run"], span_attributes: { name, type: "task" }, ...more });
  await insert(span("run", { input: "go", metrics: { start: at } }));
  await openTrace("large", "run");
  await expect(selected()).toContainText("running");
  await insert(span("first step", { output: "half way", metrics: { start: at + 1, end: at + 2 } }));
  await expect(tree().getByRole("treeitem").filter({ hasText: "first step" })).toBeVisible();
  await insert(span("run", { input: "go", output: "arrived", metrics: { start: at, end: at + 3 } }));
  await expect(field("Output")).toContainText("arrived");
  await expect(selected()).toContainText("3.00 s");
});
