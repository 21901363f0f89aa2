// Queries as the `bt` program sends them (its headers and bodies were recorded), beside those of the SDK that the other files drive.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { ask, call, createProject, insert } from "../lib/http.mjs";
import { organization, unique } from "../lib/target.mjs";

const name = unique("bt");
const { id } = await createProject(name);
const headers = { "x-bt-org-name": organization, accept: "*/*", "user-agent": "bt-cli/0.12.0", "accept-encoding": "gzip" };
const source = (command) => `bt_${command}_9f4b1e6d7c2a4a7b8d4f9a6c2b1e7f3d`;
const long = "a word of the long answer ".repeat(20);

const run = (body) => ask("POST", "/btql", { fmt: "json", ...body }, { headers });
const text = (command, query) => run({ query, query_source: source(command) });
const rowIds = ({ data }) => data.map((row) => row.id);

before(() =>
  insert("project_logs", id, [
    { id: "r1", span_id: "s1", root_span_id: "s1", input: "hello", output: long, metrics: { start: 1, end: 2 }, scores: { good: 0.5 }, span_attributes: { name: "root", type: "task" }, metadata: { model: "m1" } },
    { id: "r2", span_id: "s2", root_span_id: "s1", span_parents: ["s1"], input: { deep: long }, span_attributes: { name: "child", type: "llm" } },
    { id: "r3", span_id: "s3", root_span_id: "s3", input: "other", error: "broken", span_attributes: { name: "root", type: "task" }, metadata: { model: "m2" } },
  ]),
);

test("bt sql: the project by its name, columns in the order asked for, strict lint with its lines", async () => {
  const body = { lint_mode: "strict", strict_lint_mode: true, query_source: source("sql") };
  const answer = await run({ ...body, query: `SELECT id, input AS q FROM project_logs('${name}') LIMIT 2` });
  assert.deepEqual(rowIds(answer), ["r3", "r2"]);
  assert.deepEqual(Object.keys(answer.schema.items.properties), ["id", "q"]);

  const filtered = await run({ ...body, query: `SELECT id, input FROM project_logs('${id}') WHERE input = 'other' LIMIT 5` });
  assert.deepEqual(rowIds(filtered), ["r3"]);

  const refused = await call("POST", "/btql", { fmt: "json", ...body, query: `SELECT count(*) AS n FROM project_logs('${name}')` }, { headers });
  assert.equal(refused.status, 400);
  const [first, ...findings] = refused.json.Message.split("\n");
  assert.match(first, /Query blocked by strict lint mode due to 1 lint:$/);
  assert.match(findings[0], /^missingSegmentEliminationSpecs \(optimizer\/warning\): /);
});

test("bt view logs: summaries with previews, and its pages", async () => {
  const page = (cursor) => text("traces", `select: * | from: project_logs('${id}') summary | filter: created >= NOW() - INTERVAL 3600 SECOND | preview_length: 125 | sort: _pagination_key DESC | limit: 1${cursor ? ` | cursor: '${cursor}'` : ""}`);
  const first = await page();
  const second = await page(first.cursor);
  const end = await page(second.cursor);

  assert.deepEqual([...rowIds(first), ...rowIds(second), ...rowIds(end)], ["r3", "r1"]);
  assert.equal(second.data[0].scores.good, 0.5);
  assert.ok(second.data[0].output.length < 200, "a preview is short");
  assert.equal(end.cursor ?? null, null);
});

test("bt view logs --search looks for words in every field that holds text", async () => {
  const condition = ["input", "output", "expected", "metadata", "span_attributes"].map((field) => `${field} MATCH 'other'`).join(" OR ");
  const answer = await text("traces", `select: * | from: project_logs('${id}') summary | filter: created >= NOW() - INTERVAL 259200 SECOND AND (${condition}) | preview_length: 125 | sort: _pagination_key DESC | limit: 50`);
  assert.deepEqual(rowIds(answer), ["r3"]);
});

test("bt view trace and bt view span: a trace in the order it was logged, then one row whole", async () => {
  const trace = await text("traces", `select: * | from: project_logs('${id}') spans | filter: root_span_id = 's1' | preview_length: 125 | sort: _pagination_key ASC | limit: 100`);
  assert.deepEqual(rowIds(trace), ["r1", "r2"]);
  assert.ok(trace.data[0].output.length < 200);

  const span = await text("traces", `select: * | from: project_logs('${id}') spans | filter: id = 'r2' | preview_length: -1 | limit: 1`);
  assert.deepEqual(span.data[0].input, { deep: long });
});

test("bt sync pull: the newest traces by their keys, then each of them whole", async () => {
  const keys = await text("sync", `select: root_span_id, span_id, id | from: project_logs('${id}') spans | limit: 1000 | sort: _pagination_key DESC | filter: created >= NOW() - INTERVAL 259200 SECOND`);
  assert.deepEqual(keys.data.map((row) => [row.root_span_id, row.span_id, row.id]), [["s3", "s3", "r3"], ["s1", "s2", "r2"], ["s1", "s1", "r1"]]);

  const traces = await text("sync", `select: * | from: project_logs('${id}') spans | filter: root_span_id IN ['s1', 's3'] | limit: 1000 | sort: _pagination_key ASC`);
  assert.deepEqual(rowIds(traces), ["r1", "r2", "r3"]);
  assert.equal(traces.data[0].output, long);
});

test("bt topics: counts of traces, with conditions", async () => {
  const answer = await text("topics", `measures: count_distinct(root_span_id) as traces, count((error IS NOT NULL) ? 1 : null) as failed | dimensions: span_attributes.type as kind | from: project_logs('${id}') spans | filter: created >= NOW() - INTERVAL 3600 SECOND`);
  const byKind = Object.fromEntries(answer.data.map(({ kind, ...counts }) => [kind, counts]));
  assert.deepEqual(byKind, { task: { traces: 2, failed: 1 }, llm: { traces: 1, failed: 0 } });
});

test("bt datasets view: a tree with names for its columns, and the newest version", async () => {
  const dataset = await ask("POST", "/v1/dataset", { name: "bds", org_name: organization, project_id: id }, { headers });
  const rows = [{ created: "2026-11-23T08:59:03.863235738+00:00", dataset_id: dataset.id, expected: "hello", id: "c1", input: { t: "hi" } }, { created: "2026-11-23T08:59:03.863239904+00:00", dataset_id: dataset.id, id: "c2", input: 2 }];
  await ask("POST", "/logs3", { rows, api_version: 2 }, { headers });
  const ident = (column) => ({ name: [column], op: "ident" });
  const query = {
    filter: { left: ident("created"), op: "ge", right: { op: "literal", value: "1970-01-01T00:00:00Z" } },
    from: { args: [{ op: "literal", value: dataset.id }], name: ident("dataset"), op: "function" },
  };

  const columns = ["id", "input", "expected", "metadata", "tags", "origin"];
  const view = await run({ query: { ...query, limit: 200, preview_length: 125, select: columns.map((alias) => ({ alias, expr: ident(alias) })) } });
  const stored = Object.fromEntries(view.data.map((row) => [row.id, row]));
  assert.deepEqual(stored.c1, { id: "c1", input: { t: "hi" }, expected: "hello", metadata: null, tags: null, origin: null });
  assert.equal(stored.c2.input, 2);

  const newest = () => run({ query: { ...query, limit: 1, select: [{ alias: "_xact_id", expr: ident("_xact_id") }], sort: [{ dir: "desc", expr: ident("_xact_id") }] } });
  const earlier = (await newest()).data[0]._xact_id;
  const { xact_id } = await ask("POST", "/logs3", { rows: [{ _is_merge: true, created: "2026-11-23T08:59:03.913515281+00:00", dataset_id: dataset.id, expected: "changed", id: "c1", input: { t: "hi" } }], api_version: 2 }, { headers });
  const later = (await newest()).data[0]._xact_id;
  assert.ok(later > earlier);
  assert.equal(later, xact_id);
});

test("bt migrate: clauses on lines, several objects, on from a place", async () => {
  const { id: other } = await createProject(unique("bt-other"));
  await insert("project_logs", other, [{ id: "o1", input: 1 }]);
  const ids = [];
  for (let after; ; ) {
    const { data } = await text("migrate", `select: *\nfrom: project_logs('${id}', '${other}') spans\nfilter: created >= '2020-01-01'${after ? ` AND _pagination_key > '${after}'` : ""}\nsort: _pagination_key asc\nlimit: 3`);
    if (data.length === 0) break;
    ids.push(...data.map((row) => row.id));
    after = data.at(-1)._pagination_key;
  }
  assert.deepEqual(ids, ["r1", "r2", "r3", "o1"]);
});

test("The MCP tool infer_schema: fields below a column with their types", async () => {
  const { data } = await run({ query: `infer: metadata | from: project_logs('${id}') | filter: created >= NOW() - INTERVAL 3600 SECOND` });
  assert.match(JSON.stringify(data), /"model"/);
  assert.match(JSON.stringify(data), /"m1"/);
});

test("Background queries: asked, waited for, and read page by page", async () => {
  const submitted = await ask("POST", "/btql/async", { query: `select: id, output | from: project_logs('${name}') | sort: id`, format: "jsonl", batch_size: 2 }, { headers });
  assert.match(submitted.status, /^(queued|running|succeeded)$/);
  assert.deepEqual([submitted.project_id, submitted.object_id], [id, id]);

  const deadline = Date.now() + 30_000;
  let status = submitted.status;
  while (status === "queued" || status === "running") {
    assert.ok(Date.now() < deadline, status);
    await new Promise((resolve) => setTimeout(resolve, 20));
    ({ status } = await ask("GET", `/btql/async/${submitted.id}`, undefined, { headers }));
  }
  const rows = [];
  let cursor;
  do {
    const page = await ask("GET", `/btql/async/${submitted.id}/result?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, undefined, { headers });
    assert.equal(page.status, "succeeded");
    rows.push(...page.rows);
    ({ cursor } = page);
  } while (cursor);
  assert.deepEqual(rows, [{ id: "r1", output: long }, { id: "r2", output: null }, { id: "r3", output: null }]);

  const refused = await call("POST", "/btql/async", { query: "select: frm", format: "jsonl" }, { headers });
  assert.equal(refused.status, 400);
  assert.equal(refused.json.Code, "BadRequestError");
});
