// Reads of an object's rows by every route there is. Nothing here waits or retries: a row is readable the
// moment its write was answered.
import assert from "node:assert/strict";
import { ask } from "./http.mjs";

const literal = (value) => `'${String(value).replaceAll("'", "''")}'`;

async function pages(first, next) {
  const rows = [];
  let cursor;
  for (let page = 0; page < 1000; page++) {
    const { items, following } = await (cursor === undefined ? first() : next(cursor));
    rows.push(...items);
    if (!following || items.length === 0) return rows;
    assert.notEqual(following, cursor, "each page has a cursor of its own");
    cursor = following;
  }
  throw new Error("the cursor never came to an end");
}

/** Rows by a text query. */
export function byText(kind, id, { limit = 1000, filter, ...options } = {}) {
  const page = async (cursor) => {
    const query = [
      "select: *",
      `from: ${kind}(${literal(id)})`,
      ...(filter ? [`filter: ${filter}`] : []),
      `limit: ${limit}`,
      ...(cursor ? [`cursor: ${literal(cursor)}`] : []),
    ].join(" | ");
    const answer = await ask("POST", "/btql", { query, fmt: "json", ...options });
    return { items: answer.data, following: answer.cursor };
  };
  return pages(() => page(), page);
}

/** Rows by the JSON form that the SDKs send. */
export function byTree(kind, id, { limit = 1000, filter, ...options } = {}) {
  const page = async (cursor = null) => {
    const query = {
      select: [{ op: "star" }],
      from: { op: "function", name: { op: "ident", name: [kind] }, args: [{ op: "literal", value: id }] },
      ...(filter ? { filter } : {}),
      limit,
      cursor,
    };
    const answer = await ask("POST", "/btql", { query, use_columnstore: false, brainstore_realtime: true, ...options });
    return { items: answer.data, following: answer.cursor };
  };
  return pages(() => page(), page);
}

/** Rows by the REST fetch route, where `limit` counts traces. */
export function byFetch(kind, id, { limit, version } = {}) {
  const page = async (cursor) => {
    const body = { ...(limit ? { limit } : {}), ...(version ? { version } : {}), ...(cursor ? { cursor } : {}) };
    const answer = await ask("POST", `/v1/${kind}/${id}/fetch`, body);
    return { items: answer.events, following: answer.cursor };
  };
  return pages(() => page(), page);
}

/** All rows, read by every route; the routes must give the same rows with the same content. */
export async function rowsOf(kind, id, options = {}) {
  const [text, tree, fetched] = await Promise.all([byText(kind, id, options), byTree(kind, id, options), byFetch(kind, id, options)]);
  const sorted = (rows) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(sorted(tree), sorted(text), "the JSON form and the text form of a query read the same");
  assert.deepEqual(sorted(fetched), sorted(text), "fetch and query read the same");
  assert.equal(new Set(text.map((row) => row.id)).size, text.length, "no row comes twice");
  return text;
}

/** The one span of that name. */
export function span(rows, name) {
  const hits = rows.filter((row) => row.span_attributes?.name === name);
  assert.equal(hits.length, 1, `one span is called ${name}`);
  return hits[0];
}

export function row(rows, id) {
  const hit = rows.find((candidate) => candidate.id === id);
  assert.ok(hit, `row ${id} is there`);
  return hit;
}

export function near(actual, expected, what) {
  assert.equal(typeof actual, "number", `${what} is a number`);
  assert.ok(Math.abs(actual - expected) < 1e-6, `${what}: ${actual}, expected ${expected}`);
}
