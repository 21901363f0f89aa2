// The generated REST client, which is a second opinion on paths and bodies.
import assert from "node:assert/strict";
import test from "node:test";
import Braintrust from "@braintrust/api";
import { rowsOf } from "../lib/rows.mjs";
import { api, key, unique } from "../lib/target.mjs";

const client = new Braintrust({ apiKey: key, baseURL: api, maxRetries: 0 });

async function collect(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

test("Projects are made, listed, renamed and deleted", async () => {
  const name = unique("rest");
  const made = await client.project.create({ name });
  assert.equal((await client.project.create({ name })).id, made.id, "the same name is the same project");
  assert.deepEqual((await collect(client.project.list({ project_name: name }))).map((each) => each.id), [made.id]);

  const renamed = `${name}-renamed`;
  assert.equal((await client.project.update(made.id, { name: renamed })).name, renamed);
  assert.equal((await client.project.retrieve(made.id)).name, renamed);
  await client.project.delete(made.id);
  assert.deepEqual(await collect(client.project.list({ project_name: renamed })), []);
});

test("Lists come in pages", async () => {
  const project = await client.project.create({ name: unique("rest") });
  for (const name of ["e1", "e2", "e3", "e4", "e5"]) await client.experiment.create({ project_id: project.id, name });

  const names = (await collect(client.experiment.list({ project_name: project.name, limit: 2 }))).map((each) => each.name);
  assert.deepEqual(names.sort(), ["e1", "e2", "e3", "e4", "e5"]);
});

test("An experiment's rows are inserted, fetched, given feedback and summarized", async () => {
  const project = await client.project.create({ name: unique("rest") });
  const experiment = await client.experiment.create({ project_id: project.id, name: "run", description: "by REST" });
  const { row_ids: ids } = await client.experiment.insert(experiment.id, { events: [{ input: "a", scores: { s: 0.5 } }, { id: "b", input: "b", scores: { s: 1 } }] });
  assert.equal(ids[1], "b");
  await client.experiment.feedback(experiment.id, { feedback: [{ id: "b", scores: { s: 0 }, comment: "no" }] });

  assert.equal((await client.experiment.fetch(experiment.id, { limit: 10 })).events.length, 2);
  assert.equal((await client.experiment.fetchPost(experiment.id, {})).events.length, 2);
  const summary = await client.experiment.summarize(experiment.id, { summarize_scores: true });
  assert.equal(summary.scores.s.score, 0.25);
  assert.equal(summary.experiment_name, "run");
  const listed = await collect(client.experiment.list({ project_id: project.id }));
  assert.deepEqual(listed.map((each) => [each.name, each.description]), [["run", "by REST"]]);
});

test("Dataset and log rows are inserted and fetched", async () => {
  const project = await client.project.create({ name: unique("rest") });
  const dataset = await client.dataset.create({ project_id: project.id, name: "d" });
  await client.dataset.insert(dataset.id, { events: [{ id: "1", input: { x: 1 }, expected: 2 }] });
  await client.project.logs.insert(project.id, { events: [{ id: "l", input: "hello", metadata: { n: 1 } }] });

  assert.deepEqual((await rowsOf("dataset", dataset.id)).map((each) => [each.id, each.expected]), [["1", 2]]);
  assert.deepEqual((await client.project.logs.fetch(project.id)).events.map((each) => each.metadata), [{ n: 1 }]);
  const summary = await client.dataset.summarize(dataset.id, { summarize_data: true });
  assert.equal(summary.data_summary.total_records, 1);
});

test("What is not there, and what is no id, is a 400 that tells no more than that", async () => {
  const refusal = (promise) => promise.then(() => assert.fail("it was found"), (error) => error);
  const unknown = await refusal(client.experiment.retrieve("6a0c9e9e-1b7a-4a43-9d0c-1f2a6c0e9b11"));
  assert.equal(unknown.status, 400);
  assert.match(unknown.message, /does not exist/);
  assert.equal((await refusal(client.experiment.fetch("not-an-id"))).status, 400);
});
