// Writes a canary into every data field by every road there is, and reads it back from the data plane. That none
// was seen elsewhere is checked by the launcher once all cases are done.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import test from "node:test";
import { canary } from "../lib/canaries.mjs";
import { ask, call, createProject } from "../lib/http.mjs";
import { control, sdk, unique } from "../lib/target.mjs";

const { org_info: [{ id: org_id }] } = await ask("POST", "/api/apikey/login");
const project = await createProject(unique("seam-project"));

/** A canary factory that remembers what it made, so that a test can ask whether all of it was stored. */
function released() {
  const words = [];
  const release = (field) => {
    words.push(canary(field));
    return words.at(-1);
  };
  return { words, release };
}

const missing = (words, text) => words.filter((word) => !text.includes(word));

test("Every field of a row keeps its canary", async () => {
  const { words, release } = released();
  const id = release("row id");
  const row = {
    id,
    project_id: project.id,
    log_id: "g",
    span_id: release("span id"),
    root_span_id: release("root span id"),
    input: { [release("row input key")]: release("row input") },
    output: [release("row output")],
    expected: release("row expected"),
    error: release("row error"),
    scores: { [release("row score name")]: 0.5 },
    metadata: { [release("row metadata key")]: { deep: release("row metadata") } },
    metrics: { start: 1, end: 2, [release("row metric name")]: 3 },
    tags: [release("row tag")],
    span_attributes: { name: release("span name"), type: "task", purpose: release("span attribute") },
    context: { caller_filename: release("row context") },
    origin: { object_type: "project_logs", object_id: project.id, id: release("row origin") },
    classifications: { topic: [{ id: release("row classification") }] },
    facets: { mood: release("row facet") },
    some_future_field: release("row unknown field"),
  };
  const comment = { id: crypto.randomUUID(), project_id: project.id, log_id: "g", origin: { id }, comment: { text: release("row comment") }, _audit_source: "app", _audit_metadata: { by: canary("row audit metadata") } };
  await ask("POST", "/logs3", { rows: [row, comment], api_version: 2 });

  const { text } = await call("POST", "/btql", { query: `select: * | from: project_logs('${project.id}')` });
  assert.deepEqual(missing(words, text), []);
});

test("Rows by the overflow and the REST roads keep their canaries", async () => {
  const { words, release } = released();
  const body = JSON.stringify({ rows: [{ id: "over", project_id: project.id, log_id: "g", input: release("overflow row") }], api_version: 2 });
  const { signedUrl, headers, key } = await ask("POST", "/logs3/overflow", { content_type: "application/json", size_bytes: body.length, rows: [{ object_ids: { project_id: project.id, log_id: "g" }, is_delete: false, input_row: { byte_size: body.length } }] });
  assert.ok((await fetch(signedUrl, { method: "PUT", headers, body })).ok);
  await ask("POST", "/logs3", { rows: { type: "logs3_overflow", key }, api_version: 2 });
  await ask("POST", "/v1/insert", { project_logs: { [project.id]: { events: [{ id: "rest", input: release("rest row") }] } } });
  await ask("POST", `/v1/project_logs/${project.id}/feedback`, {
    feedback: [{ id: "rest", comment: release("feedback comment"), expected: release("feedback expected"), tags: [release("feedback tag")], metadata: { by: canary("feedback metadata") }, source: "api" }],
  });

  const { text } = await call("POST", `/v1/project_logs/${project.id}/fetch`, {});
  assert.deepEqual(missing(words, text), []);
});

test("Attachments keep their canaries", async () => {
  const { words, release } = released();
  const logger = sdk.initLogger({ projectName: project.name });
  logger.log({
    input: new sdk.Attachment({ data: new Blob([release("attachment content")]), filename: release("attachment file name"), contentType: `text/${release("attachment content type")}` }),
    output: new sdk.ExternalAttachment({ url: `s3://${release("external attachment address")}/x`, filename: "x", contentType: "text/plain" }),
  });
  await logger.flush();

  const rows = await call("POST", "/btql", { query: `select: * | from: project_logs('${project.id}')` });
  assert.deepEqual(missing(words.slice(1), rows.text), []);
  const { input } = rows.json.data.find((each) => each.input?.type === "braintrust_attachment");
  assert.equal(await (await new sdk.ReadonlyAttachment(input).data()).text(), words[0]);
});

test("Queries, refusals, unknown routes and headers may hold anything", async () => {
  const rows = await ask("POST", "/btql", { query: `select: input as ${canary("query alias")} | from: project_logs('${project.id}') | filter: input = '${canary("query filter")}'` });
  assert.deepEqual(rows.data, []);
  assert.equal((await call("POST", "/btql", { query: `select ${canary("refused query")} frm '` })).status, 400);
  assert.equal((await call("POST", `/v1/project_logs/${project.id}/insert`, { events: [{ id: { wrong: canary("refused row") } }] })).status, 400);
  assert.equal((await call("GET", `/v1/${canary("path of an unknown route")}?q=${canary("query of an unknown route")}`)).status, 404);
  await ask("POST", "/logs3", { rows: [{ id: "h", project_id: project.id, log_id: "g" }], api_version: 2 }, {
    headers: { traceparent: `00-${crypto.randomBytes(16).toString("hex")}-${crypto.randomBytes(8).toString("hex")}-01`, baggage: `note=${canary("request header")}`, "user-agent": "seam" },
  });
  const link = await call("GET", `/app/local/p/x/logs?oid=${canary("link")}`, undefined, { as: null });
  assert.equal(link.status, 302);
});

test("What describes an experiment keeps its canaries", async () => {
  const { words, release } = released();
  const { experiment } = await ask("POST", "/api/experiment/register", {
    project_name: project.name,
    org_id,
    experiment_name: unique("seam"),
    description: release("experiment description"),
    metadata: { note: release("experiment metadata") },
    tags: [release("experiment tag")],
    internal_metadata: { dataset_filter: release("experiment internal metadata") },
    ancestor_commits: [canary("experiment ancestor commit")],
    repo_info: {
      commit: crypto.randomBytes(20).toString("hex"),
      branch: release("experiment branch"),
      dirty: true,
      author_name: release("experiment author"),
      commit_message: release("experiment commit message"),
      git_diff: release("experiment git diff"),
    },
  });
  const { text } = await call("GET", `/v1/experiment/${experiment.id}`);
  assert.deepEqual(missing(words, text), []);

  const update = canary("experiment update");
  await ask("PATCH", `/v1/experiment/${experiment.id}`, { description: update, metadata: { note: update } });
  assert.ok((await call("GET", `/v1/experiment/${experiment.id}`)).text.includes(update));
});

test("An experiment without a name is not named after what only the data plane knows", async () => {
  const branch = canary("experiment branch without a name");
  const { experiment } = await ask("POST", "/api/experiment/register", { project_name: project.name, org_id, repo_info: { branch, commit: null } });

  assert.equal(experiment.repo_info.branch, branch);
  assert.ok(!experiment.name.includes(branch), "the control plane knows names");
});

test("What describes a project, a dataset and a snapshot keeps its canaries", async () => {
  const { words, release } = released();
  await ask("PATCH", `/v1/project/${project.id}`, { description: release("project description") });
  const handle = sdk.initDataset(project.name, { dataset: "seam", description: release("dataset description"), metadata: { note: release("dataset metadata") } });
  handle.insert({
    id: release("dataset row id"),
    input: release("dataset row input"),
    expected: release("dataset row expected"),
    metadata: { note: release("dataset row metadata") },
    tags: [release("dataset row tag")],
  });
  await handle.flush();
  const id = await handle.id;
  await handle.createSnapshot({ name: "seam", description: release("snapshot description") });

  const texts = await Promise.all([
    call("GET", `/v1/project/${project.id}`),
    call("GET", `/v1/dataset/${id}`),
    call("POST", `/v1/dataset/${id}/fetch`, {}),
    call("POST", "/api/dataset_snapshot/get", { dataset_id: id }),
  ]);
  assert.deepEqual(missing(words, texts.map(({ text }) => text).join()), []);
});

test("The control plane drops what is not its own, and says so", async () => {
  const experiment = await call("POST", `${control}/api/experiment/register`, {
    project_name: project.name,
    org_id,
    experiment_name: unique("seam"),
    description: canary("experiment description at the control plane"),
    metadata: { note: canary("experiment metadata at the control plane") },
    repo_info: { branch: canary("experiment repo info at the control plane") },
  });
  assert.equal(experiment.status, 200);
  const dropped = (experiment.headers.get("x-biplane-dropped") ?? "").split(",").map((name) => name.trim()).sort();
  assert.deepEqual(dropped, ["description", "metadata", "repo_info"]);
  assert.ok(experiment.json.experiment.id);

  const dataset = await call("POST", `${control}/api/dataset/register`, { project_name: project.name, org_id, dataset_name: unique("seam"), description: canary("dataset description at the control plane") });
  assert.equal(dataset.status, 200);
  assert.equal(dataset.headers.get("x-biplane-dropped"), "description");
});
