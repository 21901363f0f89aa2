import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, findProject } from "../lib/http.mjs";
import { near, rowsOf } from "../lib/rows.mjs";
import { api, key, organization, unique } from "../lib/target.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.join(here, "../node_modules/braintrust/dist/cli.js");
const fixture = (name) => path.join(here, "../fixtures", name);
const home = fs.mkdtempSync(path.join(os.tmpdir(), "biplane-cli-"));
after(() => fs.rmSync(home, { recursive: true, force: true }));

function start(args, project) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, NO_COLOR: "1", EVAL_PROJECT: project, BRAINTRUST_APP_URL: api, BRAINTRUST_API_URL: api, BRAINTRUST_API_KEY: key, BRAINTRUST_ORG_NAME: organization },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const run = { child, out: "", all: "" };
  child.stdout.on("data", (chunk) => ((run.out += chunk), (run.all += chunk)));
  child.stderr.on("data", (chunk) => (run.all += chunk));
  run.ended = new Promise((resolve) => child.on("close", resolve));
  return run;
}

async function finish(args, project) {
  const run = start(args, project);
  assert.equal(await run.ended, 0, run.all);
  return run;
}

const rootsOf = async (experimentId) => (await rowsOf("experiment", experimentId)).filter((each) => each.is_root);

const only = async (project) => {
  const { id } = await findProject(project);
  const { objects } = await ask("GET", `/v1/experiment?project_id=${id}`);
  assert.equal(objects.length, 1);
  return { experiment: objects[0], roots: await rootsOf(objects[0].id) };
};

test("braintrust eval runs a file, prints its summary as JSON, and the rows are there", async () => {
  const project = unique("cli");
  const run = await finish(["eval", "--no-progress-bars", "--jsonl", fixture("shout.eval.ts")], project);

  const summary = JSON.parse(run.out.split("\n").find((line) => line.startsWith("{")));
  near(summary.scores.same.score, 0.75, "same");
  assert.equal(summary.experimentName, "shout");
  const stored = await only(project);
  assert.equal(stored.experiment.name, "shout");
  assert.deepEqual(stored.roots.map((each) => each.output).sort(), ["DOCH!", "JA!", "NEIN!", "VIELLEICHT!"]);
});

test("braintrust eval --no-send-logs computes locally and leaves no trace", async () => {
  const project = unique("cli-local");
  const run = await finish(["eval", "--no-progress-bars", "--no-send-logs", fixture("shout.eval.ts")], project);

  assert.match(run.all, /75\.00%/);
  assert.deepEqual((await ask("GET", `/v1/project?project_name=${project}`)).objects, []);
});

test("braintrust eval --filter runs the chosen cases only", async () => {
  const project = unique("cli-filter");
  await finish(["eval", "--no-progress-bars", "--jsonl", "--filter", "input=^(ja|doch)$", "--", fixture("shout.eval.ts")], project);

  assert.deepEqual((await only(project)).roots.map((each) => each.input).sort(), ["doch", "ja"]);
});

test("The development server of braintrust eval runs what is asked of it, for members only", async () => {
  const project = unique("cli-dev");
  const port = await new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
  const run = start(["eval", "--dev", "--dev-host", "127.0.0.1", "--dev-port", String(port), fixture("tunable.eval.ts")], project);
  try {
    const deadline = Date.now() + 60_000;
    while (!/Dev server running/.test(run.all)) {
      assert.ok(run.child.exitCode === null && Date.now() < deadline, run.all);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const headers = { "x-bt-auth-token": key, "x-bt-org-name": organization, "content-type": "application/json" };
    const origin = `http://127.0.0.1:${port}`;
    assert.equal((await fetch(`${origin}/list`, { headers: { ...headers, "x-bt-auth-token": "sk-stranger" } })).status, 401);
    const [name] = Object.keys(await (await fetch(`${origin}/list`, { headers })).json());
    const answer = await fetch(`${origin}/eval`, {
      method: "POST",
      headers,
      signal: AbortSignal.timeout(60_000),
      body: JSON.stringify({ name, stream: true, experiment_name: "remote", parameters: { times: 2 }, data: { data: [{ input: "so", expected: "so so" }, { input: "la", expected: "la" }] } }),
    });
    const events = Object.fromEntries((await answer.text()).split("\n\n").map((block) => [/^event: (.*)$/m.exec(block)?.[1], /^data: (.*)$/m.exec(block)?.[1]]));
    near(JSON.parse(events.summary).scores.same.score, 0.5, "same");
    const roots = await rootsOf(JSON.parse(events.start).experimentId);
    assert.deepEqual(roots.map((each) => each.output).sort(), ["la la", "so so"]);
  } finally {
    run.child.kill("SIGTERM");
    await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
    run.child.kill("SIGKILL");
  }
});
