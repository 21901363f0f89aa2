import assert from "node:assert/strict";
import zlib from "node:zlib";
import test from "node:test";
import { ask, call, createProject, findProject, insert } from "../lib/http.mjs";
import { byFetch, byText, byTree, row, rowsOf, span } from "../lib/rows.mjs";
import { api, organization, sdk, unique } from "../lib/target.mjs";

async function logged(name, write) {
  const projectName = unique(name);
  const logger = sdk.initLogger({ projectName });
  const value = await write(logger);
  await logger.flush();
  const project = await findProject(projectName);
  return { logger, project, value, rows: () => rowsOf("project_logs", project.id) };
}

test("A trace of nested spans keeps its tree, its types and its times", async () => {
  const { project, rows } = await logged("agent", (logger) =>
    logger.traced(
      async (agent) => {
        agent.log({ input: "Which train?", metadata: { session: "s-81" } });
        await agent.traced(async (search) => {
          search.log({ input: { from: "Bern" } });
          await search.traced(async (fetch) => fetch.log({ output: ["07:31", "08:02"] }), { name: "timetable", type: "tool" });
        }, { name: "search", type: "function" });
        await agent.traced(async (model) => model.log({ output: "07:31", metrics: { prompt_tokens: 210, completion_tokens: 9, tokens: 219 } }), { name: "answer", type: "llm" });
        agent.log({ output: "Take the 07:31." });
      },
      { name: "agent", type: "task" },
    ),
  );

  const stored = await rows();
  assert.equal(stored.length, 4);
  const [agent, search, timetable, answer] = ["agent", "search", "timetable", "answer"].map((name) => span(stored, name));
  assert.deepEqual(agent.span_parents ?? [], []);
  assert.deepEqual(search.span_parents, [agent.span_id]);
  assert.deepEqual(timetable.span_parents, [search.span_id]);
  assert.deepEqual(answer.span_parents, [agent.span_id]);
  assert.deepEqual(stored.filter((candidate) => candidate.is_root).map((root) => root.id), [agent.id]);
  assert.equal(new Set(stored.map((each) => each.root_span_id)).size, 1);
  assert.deepEqual([search, timetable, answer].map((each) => each.span_attributes.type), ["function", "tool", "llm"]);
  assert.deepEqual([agent.input, agent.output, agent.metadata], ["Which train?", "Take the 07:31.", { session: "s-81" }]);
  assert.deepEqual(timetable.output, ["07:31", "08:02"]);
  assert.equal(answer.metrics.tokens, 219);
  for (const each of stored) {
    assert.ok(each.metrics.end >= each.metrics.start, `${each.span_attributes.name} has a start and an end`);
    assert.equal(each.project_id, project.id);
    assert.match(each._xact_id, /^\d{19}$/);
    assert.match(each._pagination_key, /^p\d{20}$/);
    assert.match(each.created, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
});

test("Every known column is in a row that was read, null where nothing was written", async () => {
  const { rows } = await logged("columns", (logger) => logger.log({ input: 1, output: 2 }));

  const [only] = await rows();
  for (const column of ["id", "span_id", "root_span_id", "span_parents", "is_root", "created", "input", "output", "expected", "error", "scores", "metadata", "metrics", "tags", "span_attributes", "context", "origin", "project_id", "log_id", "org_id", "comments", "audit_data", "classifications", "facets"]) {
    assert.ok(column in only, column);
  }
  assert.equal(only.expected, null);
  assert.equal(only.log_id, "g");
});

test("Values of every kind come back exactly as they were sent", async () => {
  const sent = {
    input: { greek: "Ω ≠ ω", thai: "สวัสดี", emoji: "👩🏽‍🚀", control: "tab\t newline\n nul-free", deep: [[[{ x: [null, false] }]]] },
    output: "",
    expected: [0, -0.5, 1e21, 1e-9, Number.MAX_SAFE_INTEGER],
    scores: { whole: 1, part: 0.333333333333, nothing: null },
    metadata: { "a.b": { "c d": [] }, empty: {}, flag: false },
    metrics: { latency: 12.125 },
    tags: ["blue", "Grün"],
  };
  const { value: id, rows } = await logged("values", (logger) => logger.log(sent));

  const stored = row(await rows(), id);
  for (const field of ["input", "output", "expected", "metadata"]) assert.deepEqual(stored[field], sent[field], field);
  assert.equal(stored.scores.part, sent.scores.part);
  assert.equal(stored.scores.nothing ?? null, null);
  assert.equal(stored.metrics.latency, 12.125);
  assert.deepEqual(new Set(stored.tags), new Set(sent.tags));
});

test("Numbers keep every digit of their text", async () => {
  const project = await createProject(unique("digits"));
  const body = '{"events":[{"id":"n","input":[12345678901234567890.10, 1E+2, 0.1000, -0]}]}';
  await ask("POST", `/v1/project_logs/${project.id}/insert`, body);

  const answer = await call("POST", `/v1/project_logs/${project.id}/fetch`, {});
  assert.match(answer.text.replaceAll(" ", ""), /\[12345678901234567890\.10,1E\+2,0\.1000,-0\]/);
});

test("An update merges into the row and leaves what it does not name", async () => {
  const { logger, value: id, rows } = await logged("merge", (each) => each.log({ input: "keep", output: { a: { b: 1, c: 2 } }, metadata: { list: [1, 2, 3] }, scores: { first: 0.5 } }));

  logger.updateSpan({ id, output: { a: { c: 3, d: 4 } }, metadata: { list: [9] }, scores: { second: 0.75 } });
  await logger.flush();

  const stored = row(await rows(), id);
  assert.equal(stored.input, "keep");
  assert.deepEqual(stored.output, { a: { b: 1, c: 3, d: 4 } });
  assert.deepEqual(stored.metadata, { list: [9] }, "arrays are replaced, not joined");
  assert.deepEqual(stored.scores, { first: 0.5, second: 0.75 });
  assert.equal(stored.is_root, true);
});

test("A span whose start was sent before its end becomes one whole row", async () => {
  const projectName = unique("halves");
  const logger = sdk.initLogger({ projectName });
  const parent = logger.startSpan({ name: "outer", event: { input: "asked" } });
  const child = parent.startSpan({ name: "inner", type: "llm" });
  await logger.flush();
  const project = await findProject(projectName);
  const before = await rowsOf("project_logs", project.id);
  assert.deepEqual(before.map((each) => each.metrics.end ?? null), [null, null], "running spans have no end");

  child.log({ output: "answered" });
  child.end();
  parent.end();
  await logger.flush();

  const after = await rowsOf("project_logs", project.id);
  assert.equal(after.length, 2);
  assert.deepEqual(span(after, "inner").span_parents, [span(after, "outer").span_id]);
  assert.equal(span(after, "inner").output, "answered");
  assert.equal(span(after, "outer").input, "asked");
  for (const each of after) {
    assert.ok(each.metrics.end >= each.metrics.start);
    assert.equal(each.created, row(before, each.id).created, "the first insert's time stays");
    assert.equal(each._pagination_key, row(before, each.id)._pagination_key, "and so does its place");
    assert.ok(BigInt(each._xact_id) > BigInt(row(before, each.id)._xact_id));
  }
});

test("An error that was thrown is on the span", async () => {
  const { rows } = await logged("failure", async (logger) => {
    await assert.rejects(logger.traced(async () => {
      throw new RangeError("only 3 seats left");
    }, { name: "book" }));
  });

  assert.match(JSON.stringify(span(await rows(), "book").error), /only 3 seats left/);
});

test("Three thousand rows come through pages of any size, each once", async () => {
  const { project, rows } = await logged("pages", (logger) => {
    for (let n = 0; n < 3000; n++) logger.log({ input: { n }, output: n % 7 });
  });

  assert.equal((await rows()).length, 3000);
  for (const read of [byText, byTree, byFetch]) {
    const numbers = (await read("project_logs", project.id, { limit: 611 })).map((each) => each.input.n);
    assert.equal(numbers.length, 3000, read.name);
    assert.equal(new Set(numbers).size, 3000, read.name);
  }
});

test("A row above the request limit takes the overflow path and arrives whole", async () => {
  const long = "Überlänge! ".repeat(900_000);
  const { value: id, rows } = await logged("overflow", (logger) => logger.log({ input: long, output: "short" }));

  const stored = row(await rows(), id);
  assert.equal(stored.input.length, long.length);
  assert.ok(stored.input === long);
  assert.equal(stored.output, "short");
});

test("Masked text never reaches the server", async () => {
  sdk.setMaskingFunction((value) => JSON.parse(JSON.stringify(value).replaceAll(/4\d{3}-\d{4}/g, "[card]")));
  try {
    const { rows } = await logged("masking", (logger) => logger.log({ input: "pay with 4111-2222", output: { said: ["4111-2222", "thanks"] } }));
    const [only] = await rows();
    assert.equal(only.input, "pay with [card]");
    assert.deepEqual(only.output, { said: ["[card]", "thanks"] });
  } finally {
    sdk.setMaskingFunction(null);
  }
});

test("A logger can be opened by the project's id", async () => {
  const project = await createProject(unique("by-id"));
  const logger = sdk.initLogger({ projectId: project.id });

  assert.equal((await logger.project).name, project.name);
  logger.log({ input: "x", output: "y" });
  await logger.flush();
  assert.equal((await rowsOf("project_logs", project.id)).length, 1);
});

test("A trace goes on in another process by its exported parent", async () => {
  let exported;
  const { project } = await logged("services", (logger) => logger.traced(async (front) => (exported = await front.export()), { name: "front" }));

  const worker = sdk.startSpan({ name: "worker", parent: exported });
  worker.log({ input: "job 5" });
  worker.end();
  await sdk.withParent(exported, () => sdk.traced((each) => each.log({ output: 5 }), { name: "second worker" }));
  sdk.updateSpan({ exported, output: "both done" });
  await sdk.flush();

  const stored = await rowsOf("project_logs", project.id);
  const front = span(stored, "front");
  for (const name of ["worker", "second worker"]) {
    assert.deepEqual(span(stored, name).span_parents, [front.span_id]);
    assert.equal(span(stored, name).root_span_id, front.root_span_id);
  }
  assert.equal(front.output, "both done");
});

test("Feedback lands on its row: scores, expected value, tags, and a comment that is no row", async () => {
  const { logger, value: id, rows } = await logged("feedback", (each) => each.log({ input: "2+2", output: "5", tags: ["math"], scores: { judge: 0 } }));

  logger.logFeedback({ id, scores: { thumbs: 0 }, expected: "4", tags: ["wrong"], comment: "off by one", metadata: { reviewer: "kim" }, source: "external" });
  await logger.flush();

  const stored = await rows();
  assert.equal(stored.length, 1);
  assert.deepEqual(stored[0].scores, { judge: 0, thumbs: 0 });
  assert.equal(stored[0].expected, "4");
  assert.deepEqual([...stored[0].tags].sort(), ["math", "wrong"], "tags are united");
  assert.equal(stored[0].metadata, null, "who gave feedback is not the row's own metadata");
  assert.match(JSON.stringify(stored[0].comments), /off by one/);
  assert.ok(stored[0].audit_data.some((entry) => entry.source === "external"), "the edit is in the audit trail");
});

test("The permalink of a span is the same for whoever makes it", async () => {
  let link;
  const { project, value } = await logged("link", async (logger) => {
    const each = logger.startSpan({ name: "shared" });
    each.end();
    link = await each.permalink();
    return { id: each.id, exported: await each.export() };
  });

  const parts = new URL(link);
  assert.equal(parts.origin, new URL(api).origin);
  assert.equal(decodeURIComponent(parts.pathname), `/app/${organization}/object`);
  assert.equal(parts.searchParams.get("object_id"), project.id);
  assert.equal(parts.searchParams.get("id"), value.id);
  assert.equal(await sdk.permalink(value.exported), link);
});

test("REST rows: replace, merge, merge paths, removal from an array, deletion", async () => {
  const project = await createProject(unique("rest"));
  const write = async (...events) => {
    const { row_ids: ids } = await insert("project_logs", project.id, events);
    assert.deepEqual(ids, events.map((event) => event.id));
    return row(await rowsOf("project_logs", project.id), "r");
  };

  await write({ id: "r", input: { q: 1, more: true }, output: "one", tags: ["a", "b"], metadata: { cfg: { x: 1, y: 1 }, other: 1 } });
  const replaced = await write({ id: "r", input: { q: 2 }, tags: ["a", "b"], metadata: { cfg: { x: 1, y: 1 }, other: 1 } });
  assert.deepEqual([replaced.input, replaced.output], [{ q: 2 }, null]);
  const merged = await write({ id: "r", _is_merge: true, _merge_paths: [["metadata", "cfg"]], metadata: { cfg: { x: 5 } }, output: null });
  assert.deepEqual(merged.metadata, { cfg: { x: 5 }, other: 1 });
  const untagged = await write({ id: "r", _is_merge: true, _array_delete: [{ path: ["tags"], delete: ["a"] }] });
  assert.deepEqual(untagged.tags, ["b"]);

  await insert("project_logs", project.id, [{ id: "r", _object_delete: true }]);
  assert.deepEqual(await rowsOf("project_logs", project.id), []);
});

test("Newest first, and every write has a greater version than the one before", async () => {
  const project = await createProject(unique("order"));
  for (const id of ["first", "second", "third"]) await insert("project_logs", project.id, [{ id, input: id }]);

  const stored = await byText("project_logs", project.id);
  assert.deepEqual(stored.map((each) => each.id), ["third", "second", "first"]);
  const versions = stored.map((each) => BigInt(each._xact_id));
  assert.ok(versions[0] > versions[1] && versions[1] > versions[2]);
  assert.ok(versions.every((version) => version >> 48n === 0x0de1n));
  assert.deepEqual((await ask("GET", `/v1/project_logs/${project.id}/fetch?limit=2`)).events.map((each) => each.id), ["third", "second"]);
});

test("One request may hold rows of several objects, and repeat a row", async () => {
  const [one, two] = [await createProject(unique("mixed")), await createProject(unique("mixed"))];
  const log = (project, id, more) => ({ id, project_id: project.id, log_id: "g", ...more });
  const answer = await ask("POST", "/logs3", {
    api_version: 2,
    rows: [log(one, "x", { input: { a: 1 } }), log(two, "x", { input: "other" }), log(one, "x", { _is_merge: true, input: { b: 2 } })],
  });

  assert.deepEqual(answer.ids, ["x", "x", "x"]);
  assert.match(answer.xact_id, /^\d+$/);
  assert.deepEqual(row(await rowsOf("project_logs", one.id), "x").input, { a: 1, b: 2 });
  assert.equal(row(await rowsOf("project_logs", two.id), "x").input, "other");
});

test("A batch is read whatever its content type, compressed or not", async () => {
  const project = await createProject(unique("encodings"));
  const body = (id) => JSON.stringify({ rows: [{ id, project_id: project.id, log_id: "g", input: id }], api_version: 2 });
  const plain = await call("POST", "/logs3", body("plain"), { headers: { "content-type": "text/plain;charset=UTF-8" } });
  const packed = await call("POST", "/logs3", zlib.gzipSync(body("packed")), { headers: { "content-encoding": "gzip" } });

  assert.deepEqual([plain.status, packed.status], [200, 200]);
  assert.deepEqual((await rowsOf("project_logs", project.id)).map((each) => each.id).sort(), ["packed", "plain"]);
});

test("A request with one unreadable row stores nothing of it and says which row and field", async () => {
  const project = await createProject(unique("refused"));
  const answer = await call("POST", `/v1/project_logs/${project.id}/insert`, { events: [{ id: "good", input: 1 }, { id: 7, input: 2 }] });

  assert.equal(answer.status, 400);
  assert.match(answer.json.Message, /1/);
  assert.match(answer.json.Message, /\bid\b/);
  assert.deepEqual(await rowsOf("project_logs", project.id), []);
});

test("Many spans written at the same time from several loggers are all there", async () => {
  const projectName = unique("parallel");
  const loggers = Array.from({ length: 6 }, () => sdk.initLogger({ projectName, setCurrent: false }));
  await Promise.all(loggers.map(async (logger, index) => {
    for (let n = 0; n < 150; n++) logger.traced((each) => each.log({ input: index, output: n }), { name: `w${index}-${n}` });
    await logger.flush();
  }));

  const project = await findProject(projectName);
  const stored = await rowsOf("project_logs", project.id);
  assert.equal(stored.length, 900);
  assert.equal(new Set(stored.map((each) => each.span_attributes.name)).size, 900);
});

test("Filters of both query forms choose rows by field, by path and by tag", async () => {
  const project = await createProject(unique("filters"));
  await insert("project_logs", project.id, [
    { id: "a", input: "x", metadata: { user: { plan: "free" } }, scores: { s: 0.2 } },
    { id: "b", input: "y", metadata: { user: { plan: "paid" } }, scores: { s: 0.9 } },
    { id: "c", input: "x", metadata: { user: { plan: "paid" } } },
  ]);

  const ids = async (read, filter) => (await read("project_logs", project.id, { filter })).map((each) => each.id).sort();
  assert.deepEqual(await ids(byText, "input = 'x'"), ["a", "c"]);
  assert.deepEqual(await ids(byText, "metadata.user.plan = 'paid' and scores.s > 0.5"), ["b"]);
  const ident = (...name) => ({ op: "ident", name });
  const value = (literal) => ({ op: "literal", value: literal });
  assert.deepEqual(await ids(byTree, { op: "eq", left: ident("metadata", "user", "plan"), right: value("paid") }), ["b", "c"]);
  assert.deepEqual(await ids(byTree, { op: "and", children: [{ btql: "input = 'x'" }, { op: "isnull", expr: ident("scores", "s") }] }), ["c"]);
  assert.deepEqual(await ids(byTree, { op: "in", left: ident("id"), right: value(["a", "b", "zz"]) }), ["a", "b"]);
});
