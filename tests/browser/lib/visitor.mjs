// What every spec has: one logged-in page, its problems, and looks at it in both themes.
import fs from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

export const { BIPLANE_TEST_API: api, BIPLANE_TEST_CONTROL: control, BIPLANE_TEST_KEY: key, BIPLANE_TEST_LINK: link, BIPLANE_TEST_SHOTS: shots } = process.env;

// A failed test costs the browser; the log-in must outlive it, since the link works once.
export const session = path.join(shots, "session.json");

/** A page for the tests of a file. Each test fails that leaves an error on the console. */
export function visitor() {
  const own = { /** @type {import("@playwright/test").Page} */ page: null, asked: new Set(), problems: [] };
  test.beforeAll(async ({ browser }) => {
    const context = await browser.newContext({ colorScheme: "light", ...(fs.existsSync(session) ? { storageState: session } : {}) });
    own.page = await context.newPage();
    own.page.on("pageerror", (error) => own.problems.push(String(error)));
    own.page.on("console", (message) => message.type() === "error" && own.problems.push(message.text()));
    own.page.on("request", (request) => own.asked.add(new URL(request.url()).origin));
  });
  test.afterEach(() => {
    const seen = own.problems;
    own.problems = [];
    expect(seen, "the page reports no error").toEqual([]);
  });
  return own;
}

/** Both themes: a picture of each, and the accessibility rules in each, contrast included. */
export async function look(page, name) {
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await page.screenshot({ path: path.join(shots, `${name}-${theme}.png`) });
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), `${name}, ${theme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Asks the server as a client with a key does. */
export async function send(path, json) {
  const response = await fetch(`${api}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(json),
  });
  expect(response.ok, path).toBe(true);
  return response.json();
}
