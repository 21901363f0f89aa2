import assert from "node:assert/strict";
import test from "node:test";
import { ExactMatch, Levenshtein, NumericDiff } from "autoevals";
import { evaluate } from "../lib/evaluate.mjs";
import { ask } from "../lib/http.mjs";
import { near, row, rowsOf } from "../lib/rows.mjs";
import { api, organization, sdk, unique } from "../lib/target.mjs";

const match = ({ output, expected }) => ({ name: "match", score: output === expected ? 1 : 0 });
const metadataOf = (id) => ask("GET", `/v1/experiment/${id}`);

async function experimentWith(project, experiment, rows, options = {}) {
  const handle = sdk.init(project, { experiment, ...options });
  const ids = rows.map((each) => handle.log({ output: "done", scores: {}, ...each }));
  await handle.flush();
  return { handle, ids, id: await handle.id };
}

test("The summary averages each score over the rows that have it", async () => {
  const project = unique("means");
  const { handle, id } = await experimentWith(project, "run", [
    { input: 1, scores: { grade: 0.25, rare: 0.5 } },
    { input: 2, scores: { grade: 1 } },
    { input: 3, scores: { grade: null } },
  ]);

  const summary = await handle.summarize();
  near(summary.scores.grade.score, 0.625, "grade");
  near(summary.scores.rare.score, 0.5, "rare");
  assert.deepEqual([summary.projectName, summary.experimentName], [project, "run"]);
  assert.equal(summary.experimentUrl, `${api}/app/${organization}/p/${project}/experiments/run`);

  const plain = await ask("GET", `/v1/experiment/${id}/summarize?summarize_scores=true`);
  near(plain.scores.grade.score, 0.625, "grade over REST");
  assert.deepEqual([plain.project_name, plain.experiment_name], [project, "run"]);
});

test("What an experiment is registered with reads back", async () => {
  const repoInfo = { commit: "f".repeat(40), branch: "topic/ü", tag: null, dirty: false, author_name: "R. Sørensen", commit_message: "try\nagain", commit_time: "2026-02-03T04:05:06+01:00" };
  const handle = sdk.init(unique("facts"), { experiment: "facts", description: "why we tried", metadata: { temperature: 0.1, nested: { on: true } }, tags: ["weekly", "small"], repoInfo, isPublic: false });

  const stored = await metadataOf(await handle.id);
  assert.equal(stored.description, "why we tried");
  assert.deepEqual(stored.metadata, { temperature: 0.1, nested: { on: true } });
  assert.deepEqual(stored.tags, ["weekly", "small"]);
  assert.equal(stored.public, false);
  assert.equal(stored.commit, repoInfo.commit);
  for (const name of ["commit", "branch", "dirty", "author_name", "commit_message"]) assert.deepEqual(stored.repo_info[name], repoInfo[name], name);
});

test("A taken name gets a suffix unless the experiment is to be continued", async () => {
  const project = unique("names");
  const first = await experimentWith(project, "nightly", [{ input: 1 }]);
  const second = await experimentWith(project, "nightly", [{ input: 1 }]);
  const third = await experimentWith(project, "nightly", [{ input: 2 }], { update: true });

  assert.notEqual(second.id, first.id);
  assert.match(await second.handle.name, /^nightly-[0-9a-f]{8}$/);
  assert.equal(third.id, first.id);
  assert.equal((await rowsOf("experiment", first.id)).length, 2);
  assert.equal((await rowsOf("experiment", second.id)).length, 1);
});

test("An experiment without a name is given one", async () => {
  const handle = sdk.init(unique("unnamed"));

  assert.ok((await handle.name).length > 0);
});

test("A finished experiment is opened for reading and can serve as a dataset", async () => {
  const project = unique("reopen");
  const rows = Array.from({ length: 11 }, (_, n) => ({ input: { n }, output: `out ${n}`, expected: `exp ${n}` }));
  const { id } = await experimentWith(project, "done", rows);

  const reader = sdk.init(project, { experiment: "done", open: true });
  assert.equal(await reader.id, id);
  const seen = [];
  for await (const each of reader.fetch({ batchSize: 4 })) seen.push(each.input.n);
  assert.deepEqual(seen.sort((a, b) => a - b), rows.map((each) => each.input.n));
  const cases = [];
  for await (const each of reader.asDataset()) cases.push([each.input.n, each.expected]);
  assert.equal(cases.length, 11);
  assert.ok(cases.every(([n, expected]) => expected === `exp ${n}`));
  await assert.rejects(sdk.init(project, { experiment: "never", open: true }).id, /not found/);
});

test("Eval() with autoevals scorers writes a trace for each case and prints the averages", async () => {
  const project = unique("scored");
  const { summary, printed } = await evaluate(project, {
    experimentName: "spelling",
    data: [
      { input: "colour", expected: "color" },
      { input: "grey", expected: "grey", metadata: { region: "uk" }, tags: ["same"] },
    ],
    task: (input) => sdk.traced(() => input, { name: "lookup", type: "tool" }),
    scores: [Levenshtein, ExactMatch],
    metadata: { locale: "en" },
  });

  near(summary.scores.Levenshtein.score, (5 / 6 + 1) / 2, "Levenshtein");
  near(summary.scores.ExactMatch.score, 0.5, "ExactMatch");
  assert.ok(summary.metrics.duration.metric >= 0);
  assert.match(printed, /ExactMatch\s+50\.00%/);
  assert.ok(printed.includes(summary.experimentUrl));

  const stored = await rowsOf("experiment", summary.experimentId);
  const roots = stored.filter((each) => each.is_root);
  assert.deepEqual(roots.map((each) => each.input).sort(), ["colour", "grey"]);
  assert.ok(roots.every((each) => each.span_attributes.type === "eval"));
  const grey = roots.find((each) => each.input === "grey");
  assert.deepEqual([grey.expected, grey.output, grey.metadata, grey.tags], ["grey", "grey", { region: "uk" }, ["same"]]);
  const below = stored.filter((each) => each.root_span_id === grey.root_span_id && !each.is_root);
  assert.deepEqual(Object.fromEntries(below.map((each) => [each.span_attributes.name, each.span_attributes.type])), { task: "task", lookup: "tool", Levenshtein: "score", ExactMatch: "score" });
  const scorer = below.find((each) => each.span_attributes.name === "Levenshtein");
  assert.deepEqual(scorer.span_parents, [grey.span_id]);
  assert.equal(scorer.span_attributes.purpose, "scorer");
  assert.equal(scorer.scores.Levenshtein, 1);
  assert.deepEqual((await metadataOf(summary.experimentId)).metadata, { locale: "en" });
});

test("Trials repeat every case, and scores average over all of them", async () => {
  let calls = 0;
  const { summary } = await evaluate(unique("trials"), {
    data: [{ input: "a" }, { input: "b" }],
    task: () => calls++,
    scores: [({ output }) => ({ name: "odd", score: output % 2 })],
    trialCount: 5,
  });

  near(summary.scores.odd.score, 0.5, "odd");
  const roots = (await rowsOf("experiment", summary.experimentId)).filter((each) => each.is_root);
  assert.deepEqual(["a", "b"].map((input) => roots.filter((each) => each.input === input).length), [5, 5]);
});

test("A comparison counts what got better and worse than the named base", async () => {
  const project = unique("compare");
  const data = ["m", "n", "o", "p", "q", "r"].map((input) => ({ input, expected: input }));
  const run = (experimentName, right, more) => evaluate(project, { experimentName, data, task: (input) => (right.includes(input) ? input : "?"), scores: [match], ...more });
  const before = await run("before", "mno");
  const after = await run("after", "nopq", { baseExperimentName: "before" });

  const { score, diff, improvements, regressions } = after.summary.scores.match;
  near(score, 4 / 6, "score");
  near(diff, 1 / 6, "difference");
  assert.deepEqual([improvements, regressions], [2, 1]);
  assert.equal(after.summary.comparisonExperimentName, "before");
  assert.match(after.printed, /before/);
  assert.equal((await metadataOf(after.summary.experimentId)).base_exp_id, before.summary.experimentId);

  const ids = [after.summary.experimentId, before.summary.experimentId];
  const forward = await ask("GET", `/experiment-comparison2?experiment_id=${ids[0]}&base_experiment_id=${ids[1]}`);
  const backward = await ask("GET", `/experiment-comparison2?experiment_id=${ids[1]}&base_experiment_id=${ids[0]}`);
  assert.deepEqual([forward.scores.match.improvements, forward.scores.match.regressions], [2, 1]);
  assert.deepEqual([backward.scores.match.improvements, backward.scores.match.regressions], [1, 2]);
  near(backward.scores.match.diff, -1 / 6, "the way back");
  for (const entry of Object.values(forward.scores)) assert.ok(Object.keys(entry).every((name) => ["name", "score", "diff", "improvements", "regressions"].includes(name)));
  for (const entry of Object.values(forward.metrics)) assert.ok(Object.keys(entry).every((name) => ["name", "metric", "unit", "diff", "improvements", "regressions"].includes(name)));

  const rest = await ask("GET", `/v1/experiment/${ids[0]}/summarize?summarize_scores=true&comparison_experiment_id=${ids[1]}`);
  assert.deepEqual([rest.comparison_experiment_name, rest.scores.match.improvements, rest.scores.match.regressions], ["before", 2, 1]);
});

test("Without a named base the newest earlier experiment of the project is the base", async () => {
  const project = unique("default-base");
  const run = (experimentName) => evaluate(project, { experimentName, data: [{ input: 1, expected: 1 }], task: (input) => input, scores: [match] }, {});
  await run("oldest");
  await run("older");
  const { summary } = await run("newest");

  assert.equal(summary.comparisonExperimentName, "older");
});

test("A base that does not exist is passed over", async () => {
  const { summary } = await evaluate(unique("no-base"), { baseExperimentName: "missing", data: [{ input: 1, expected: 1 }], task: (input) => input, scores: [match] });

  near(summary.scores.match.score, 1, "match");
});

test("The base chosen by git ancestry is the nearest one", async () => {
  const project = unique("ancestry");
  const [old, middle, side] = ["a", "b", "c"].map((letter) => letter.repeat(40));
  const at = (experiment, commit) => sdk.init(project, { experiment, repoInfo: { commit, branch: "main", dirty: false } }).id;
  await at("on-old", old);
  const wanted = await at("on-middle", middle);
  await at("elsewhere", side);
  const { org_info: [{ id: org_id }] } = await ask("POST", "/api/apikey/login");

  const made = await ask("POST", "/api/experiment/register", { project_name: project, org_id, experiment_name: "next", ancestor_commits: ["d".repeat(40), middle, old] });
  const base = await ask("POST", "/api/base_experiment/get_id", { id: made.experiment.id });
  assert.deepEqual([base.base_exp_id, base.base_exp_name], [wanted, "on-middle"]);
});

test("Later feedback changes the average", async () => {
  const { handle, ids } = await experimentWith(unique("revised"), "run", [{ input: 1, scores: { q: 1 } }, { input: 2, scores: { q: 1 } }]);
  handle.logFeedback({ id: ids[1], scores: { q: 0.2 }, comment: "too kind" });
  await handle.flush();

  near((await handle.summarize()).scores.q.score, 0.6, "q");
  assert.match(JSON.stringify(row(await rowsOf("experiment", await handle.id), ids[1]).comments), /too kind/);
});

test("A case whose task throws is an error, and the others count", async () => {
  const { summary } = await evaluate(unique("throws"), {
    data: [4, 0, 2].map((input) => ({ input, expected: 8 / input })),
    task: (input) => {
      if (input === 0) throw new Error("cannot divide 8 by 0");
      return 8 / input;
    },
    scores: [match],
  });

  near(summary.scores.match.score, 1, "match");
  const roots = (await rowsOf("experiment", summary.experimentId)).filter((each) => each.is_root);
  assert.equal(roots.length, 3);
  assert.match(JSON.stringify(roots.find((each) => each.input === 0).error), /cannot divide 8 by 0/);
});

test("Token counts sum over a trace and average over the cases", async () => {
  const handle = sdk.initExperiment(unique("tokens"), { experiment: "run" });
  for (const calls of [1, 2, 3]) {
    handle.traced((root) => {
      root.log({ input: calls, output: calls });
      for (let n = 0; n < calls; n++) root.traced((model) => model.log({ metrics: { prompt_tokens: 100, completion_tokens: 7, tokens: 107 } }), { name: `model ${n}`, type: "llm" });
    });
  }
  await handle.flush();

  const { metrics } = await handle.summarize();
  near(metrics.prompt_tokens.metric, 200, "prompt tokens");
  near(metrics.completion_tokens.metric, 14, "completion tokens");
  near(metrics.total_tokens.metric, 214, "total tokens");
  near(metrics.llm_calls.metric, 2, "model calls");
});

test("A scorer reads the spans of its own trace from the server", async () => {
  let tools;
  const { summary } = await evaluate(
    unique("trace-reader"),
    {
      data: [{ input: "go" }],
      task: (input) => sdk.traced(() => sdk.traced(() => input, { name: "drill", type: "tool" }), { name: "plan", type: "function" }),
      scores: [
        async function usedTools({ trace }) {
          tools = (await trace.getSpans({ spanType: ["tool"] })).map((each) => each.span_attributes.name);
          return (await trace.getSpans()).length >= 3 ? 1 : 0;
        },
      ],
    },
    { enableCache: false },
  );

  assert.deepEqual(tools, ["drill"]);
  near(summary.scores.usedTools.score, 1, "spans seen");
});

test("Classifiers label the case", async () => {
  const { summary } = await evaluate(unique("labels"), {
    data: [{ input: "Where is my parcel?" }],
    task: (input) => input,
    scores: [() => ({ name: "any", score: 1 })],
    classifiers: [function intent() { return [{ id: "delivery", label: "Delivery" }, { id: "question", label: "Question" }]; }],
  });

  const root = (await rowsOf("experiment", summary.experimentId)).find((each) => each.is_root);
  assert.deepEqual(root.classifications.intent.map((each) => each.id), ["delivery", "question"]);
});

test("A base given by id compares both ways", async () => {
  const project = unique("directions");
  const scored = (name, values) => experimentWith(project, name, values.map((q, input) => ({ input, scores: { q } })));
  const low = await scored("low", [0, 0.5, 1]);
  const high = await scored("high", [0.9, 0.5, 0.1]);

  for (const [from, to] of [[high, low], [low, high]]) {
    const { scores, comparisonExperimentName } = await from.handle.summarize({ comparisonExperimentId: to.id });
    assert.equal(comparisonExperimentName, await to.handle.name);
    assert.deepEqual([scores.q.improvements, scores.q.regressions], [1, 1]);
    near(scores.q.diff, 0, "difference");
  }
});

test("A numeric scorer's part-scores keep their value", async () => {
  const { summary } = await evaluate(unique("numeric"), { data: [{ input: 90, expected: 100 }], task: (input) => input, scores: [NumericDiff] });

  near(summary.scores.NumericDiff.score, 1 - 10 / 190, "NumericDiff");
});
