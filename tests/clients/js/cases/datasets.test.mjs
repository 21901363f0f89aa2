import assert from "node:assert/strict";
import test from "node:test";
import { evaluate } from "../lib/evaluate.mjs";
import { ask, insert } from "../lib/http.mjs";
import { byTree, near, row, rowsOf } from "../lib/rows.mjs";
import { sdk, unique } from "../lib/target.mjs";

async function datasetWith(records, options = {}) {
  const project = unique("data");
  const handle = sdk.initDataset(project, { dataset: "cases", ...options });
  for (const record of records) handle.insert(record);
  await handle.flush();
  return { project, handle, id: await handle.id, rows: async () => rowsOf("dataset", await handle.id) };
}

async function fresh(handle) {
  handle.clearCache();
  return handle.fetchedData();
}

test("Records come back as they were inserted, and so does what describes the dataset", async () => {
  const { handle, id, rows } = await datasetWith(
    [
      { id: "one", input: { q: "¿qué?" }, expected: ["sí", 1], metadata: { level: 1 }, tags: ["es"] },
      { input: null, expected: false },
    ],
    { description: "questions", metadata: { owner: "docs" } },
  );

  const records = await fresh(handle);
  assert.equal(records.length, 2);
  const one = records.find((each) => each.id === "one");
  assert.deepEqual([one.input, one.expected, one.metadata, one.tags], [{ q: "¿qué?" }, ["sí", 1], { level: 1 }, ["es"]]);
  const stored = row(await rows(), "one");
  assert.deepEqual([stored.span_id, stored.root_span_id, stored.is_root, stored.dataset_id], ["one", "one", true, id]);
  const described = await ask("GET", `/v1/dataset/${id}`);
  assert.deepEqual([described.name, described.description, described.metadata], ["cases", "questions", { owner: "docs" }]);
});

test("Update merges, delete removes, a second insert of an id replaces", async () => {
  const { handle, rows } = await datasetWith([
    { id: "u", input: "u", expected: 1, metadata: { a: { b: 1 }, keep: 1 } },
    { id: "d", input: "d" },
    { id: "r", input: "r", expected: "old", metadata: { gone: 1 } },
  ]);
  handle.update({ id: "u", expected: 2, metadata: { a: { c: 2 } } });
  handle.delete("d");
  handle.insert({ id: "r", input: "new" });
  await handle.flush();

  const stored = await rows();
  assert.deepEqual(stored.map((each) => each.id).sort(), ["r", "u"]);
  assert.deepEqual([row(stored, "u").input, row(stored, "u").expected, row(stored, "u").metadata], ["u", 2, { a: { b: 1, c: 2 }, keep: 1 }]);
  const { input, expected, metadata } = row(stored, "r");
  assert.equal(input, "new");
  assert.equal(expected, null);
  assert.equal(metadata?.gone, undefined);
});

test("Every version can be read as it was", async () => {
  const { project, handle, id } = await datasetWith([{ id: "a", input: 1, expected: "v1" }, { id: "b", input: 2, expected: "v1" }]);
  const versions = [await handle.version()];
  const step = async (change) => {
    change();
    await handle.flush();
    handle.clearCache();
    versions.push(await handle.version());
  };
  await step(() => handle.update({ id: "a", expected: "v2" }));
  await step(() => handle.insert({ id: "c", input: 3, expected: "v3" }));
  await step(() => handle.insert({ id: "b", input: 2, expected: "v4" }));

  assert.ok(versions.every((version, n) => n === 0 || BigInt(version) > BigInt(versions[n - 1])));
  const expected = [{ a: "v1", b: "v1" }, { a: "v2", b: "v1" }, { a: "v2", b: "v1", c: "v3" }, { a: "v2", b: "v4", c: "v3" }];
  for (const [n, version] of versions.entries()) {
    const bySdk = await sdk.initDataset(project, { dataset: "cases", version }).fetchedData();
    assert.deepEqual(Object.fromEntries(bySdk.map((each) => [each.id, each.expected])), expected[n], `version ${n} by the SDK`);
    const byRest = await rowsOf("dataset", id, { version });
    assert.deepEqual(Object.fromEntries(byRest.map((each) => [each.id, each.expected])), expected[n], `version ${n} by every route`);
  }
});

test("A deleted record is still in the versions before its deletion", async () => {
  const { handle, id } = await datasetWith([{ id: "gone", input: 1 }, { id: "stays", input: 2 }]);
  const before = await handle.version();
  handle.delete("gone");
  await handle.flush();

  assert.deepEqual((await rowsOf("dataset", id)).map((each) => each.id), ["stays"]);
  assert.equal((await rowsOf("dataset", id, { version: before })).length, 2);
});

test("A version is accepted in its short form too", async () => {
  const { handle, id } = await datasetWith([{ id: "a", input: 1 }]);
  const version = await handle.version();
  handle.insert({ id: "b", input: 2 });
  await handle.flush();

  const pretty = ((BigInt(version) * 205891132094649n) & 0xffffffffffffffffn).toString(16).padStart(16, "0");
  assert.deepEqual((await byTree("dataset", id, { version: pretty })).map((each) => each.id), ["a"]);
});

test("Snapshots are made, found, renamed, used and removed", async () => {
  const { project, handle, id } = await datasetWith([{ id: "a", input: 1 }]);
  const snapshot = await handle.createSnapshot({ name: "v1", description: "before the rewrite" });
  assert.deepEqual([snapshot.name, snapshot.dataset_id], ["v1", id]);
  handle.insert({ id: "b", input: 2 });
  await handle.flush();

  assert.deepEqual((await sdk.initDataset(project, { dataset: "cases", snapshotName: "v1" }).fetchedData()).map((each) => each.id), ["a"]);
  assert.equal((await handle.getSnapshot({ snapshotName: "v1" })).id, snapshot.id);
  assert.equal((await handle.updateSnapshot(snapshot.id, { name: "gold" })).name, "gold");
  assert.deepEqual((await handle.listSnapshots()).map((each) => each.name), ["gold"]);
  assert.equal(await handle.getSnapshot({ snapshotName: "v1" }), undefined);
  await handle.deleteSnapshot(snapshot.id);
  assert.deepEqual(await handle.listSnapshots(), []);
});

test("Restoring tells what it will do, and does that", async () => {
  const { handle, rows } = await datasetWith(["a", "b", "c"].map((id) => ({ id, input: id, expected: "first" })));
  const version = await handle.version();
  handle.update({ id: "b", expected: "second" });
  handle.delete("c");
  handle.insert({ id: "d", input: "d" });
  handle.insert({ id: "e", input: "e" });
  await handle.flush();

  assert.deepEqual(await handle.restorePreview({ version }), { rows_to_restore: 2, rows_to_delete: 2 });
  const done = await handle.restore({ version });
  assert.deepEqual([done.rows_restored, done.rows_deleted], [2, 2]);
  assert.match(done.xact_id, /^\d+$/);
  assert.deepEqual((await rows()).map((each) => [each.id, each.expected]).sort(), [["a", "first"], ["b", "first"], ["c", "first"]]);
});

test("An evaluation over a dataset remembers the dataset, its version and each record", async () => {
  const { project, handle, id, rows } = await datasetWith(["uno", "due", "tre"].map((word, n) => ({ id: word, input: word, expected: word.length, metadata: { n }, tags: [`t${n}`] })));
  const { summary } = await evaluate(project, {
    data: sdk.initDataset(project, { dataset: "cases" }),
    task: (word) => word.length,
    scores: [({ output, expected }) => ({ name: "length", score: output === expected ? 1 : 0 })],
  });

  near(summary.scores.length.score, 1, "length");
  const experiment = await ask("GET", `/v1/experiment/${summary.experimentId}`);
  assert.equal(experiment.dataset_id, id);
  assert.equal(String(experiment.dataset_version), await handle.version());
  const records = await rows();
  const roots = (await rowsOf("experiment", summary.experimentId)).filter((each) => each.is_root);
  assert.equal(roots.length, 3);
  for (const root of roots) {
    const record = row(records, root.origin.id);
    assert.deepEqual([root.origin.object_type, root.origin.object_id, root.origin._xact_id], ["dataset", id, record._xact_id]);
    assert.deepEqual([root.input, root.tags, root.metadata], [record.input, record.tags, record.metadata]);
  }
});

test("Summaries count the live records", async () => {
  const { handle, id } = await datasetWith(Array.from({ length: 25 }, (_, n) => ({ id: `r${n}`, input: n })));
  handle.delete("r7");
  handle.update({ id: "r8", expected: 8 });
  await handle.flush();

  const summary = await handle.summarize();
  assert.deepEqual([summary.datasetName, summary.dataSummary.totalRecords], ["cases", 24]);
  assert.equal((await ask("GET", `/v1/dataset/${id}/summarize?summarize_data=true`)).data_summary.total_records, 24);
  assert.equal((await ask("GET", `/dataset-summary?dataset_id=${id}`)).total_records, 24);
});

test("A dataset opens by its id, and the same name means the same dataset", async () => {
  const { project, id } = await datasetWith([{ id: "z", input: "zebra" }]);
  const byId = sdk.initDataset({ datasetId: id });
  assert.equal(await byId.name, "cases");
  assert.equal((await byId.project).name, project);
  assert.deepEqual((await fresh(byId)).map((each) => each.input), ["zebra"]);

  assert.equal(await sdk.initDataset(project, { dataset: "cases" }).id, id);
  const { row_ids: ids } = await insert("dataset", id, [{ input: "yak" }, { id: "x", input: "xerus" }]);
  assert.equal(ids[1], "x");
  assert.deepEqual((await fresh(byId)).map((each) => each.input).sort(), ["xerus", "yak", "zebra"]);
});

test("A file in a record is read through the record", async () => {
  const { handle } = await datasetWith([{ id: "f", input: { text: new sdk.Attachment({ data: new Blob(["straße"]), filename: "s.txt", contentType: "text/plain" }) } }]);

  const [record] = await fresh(handle);
  assert.equal(await (await record.input.text.data()).text(), "straße");
});

test("Two thousand records come in pages, each once", async () => {
  const { handle, rows } = await datasetWith(Array.from({ length: 2000 }, (_, n) => ({ id: `n${n}`, input: n })));

  handle.clearCache();
  const seen = new Set();
  let count = 0;
  for await (const each of handle.fetch({ batchSize: 333 })) {
    seen.add(each.id);
    count++;
  }
  assert.deepEqual([count, seen.size], [2000, 2000]);
  assert.equal((await rows()).length, 2000);
});
