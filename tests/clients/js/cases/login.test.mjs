import assert from "node:assert/strict";
import test from "node:test";
import { ask, call } from "../lib/http.mjs";
import { api, control, key, organization, sdk } from "../lib/target.mjs";

test("A key logs in and learns its organization and addresses that answer", async () => {
  const state = await sdk.loginToState({ apiKey: key, appUrl: api });

  assert.equal(state.orgName, organization);
  assert.match(state.orgId, /^[0-9a-f-]{36}$/);
  assert.ok(state.proxyUrl);
  assert.equal(await state.apiConn().ping(), true);
});

test("Both planes answer the log-in route alike", async () => {
  for (const plane of [api, control]) {
    const { org_info: organizations } = await ask("POST", `${plane}/api/apikey/login`);
    const mine = organizations.find((entry) => entry.name === organization);

    assert.equal(mine.api_url, api, `${plane} names the data plane`);
    for (const name of ["proxy_url", "realtime_url", "is_universal_api", "git_metadata"]) {
      assert.ok(name in mine, `${name} is a key of the answer, if only null`);
    }
  }
});

test("The log-in route takes an empty body that calls itself JSON, and a body with the key in it", async () => {
  const empty = await call("POST", "/api/apikey/login", "", { headers: { "content-type": "application/json" } });
  assert.equal(empty.status, 200);

  const { org_info: organizations } = await ask("POST", "/api/apikey/login", { token: key });
  assert.equal(organizations[0].name, organization);
});

test("At the data plane the log-in tells the SDK to leave the diff out of its git facts", async () => {
  const { org_info: organizations } = await ask("POST", "/api/apikey/login");
  const git = organizations[0].git_metadata;

  if (git === null) return;
  assert.deepEqual(Object.keys(git).sort(), ["collect", "fields"], "these two keys and no other: one client takes no more");
  assert.notEqual(git.collect, "all");
  assert.ok(!(git.fields ?? []).includes("git_diff"));
});

test("Keys that are wrong in any way are refused", async () => {
  const altered = key.slice(0, -1) + (key.endsWith("a") ? "b" : "a");
  for (const wrong of ["sk-short", altered, `${key}x`, `${key} ${key}`, "x".repeat(5000), `bt-st-${"0".repeat(40)}`]) {
    const answer = await call("POST", "/api/apikey/login", undefined, { as: wrong });
    assert.equal(answer.status, 401, `a key of ${wrong.length} characters`);
    assert.ok(!answer.text.includes(wrong), "the answer does not repeat the key");
  }
  await assert.rejects(sdk.loginToState({ apiKey: altered, appUrl: api }), (error) => [401, 403].includes(error.status));
});

test("An organization that the key does not reach is an error that names those it does", async () => {
  await assert.rejects(sdk.loginToState({ apiKey: key, appUrl: api, orgName: "elsewhere" }), new RegExp(organization));
});

test("Every data route asks for a key", async () => {
  const someId = "6f2c1c86-3f0e-4f0c-9d0b-0a3f4b1d2c3e";
  const routes = [
    ["POST", "/logs3", { rows: [], api_version: 2 }],
    ["POST", "/logs3/overflow", { content_type: "application/json", size_bytes: 1, rows: [] }],
    ["POST", "/btql", { query: `select: * | from: project_logs('${someId}')` }],
    ["POST", "/attachment", { key: someId, filename: "f", content_type: "text/plain", org_id: someId }],
    ["POST", "/attachment/status", { key: someId, org_id: someId, status: { upload_status: "done" } }],
    ["GET", `/attachment?key=${someId}&filename=f&content_type=text%2Fplain&org_id=${someId}`],
    ["GET", `/experiment-comparison2?experiment_id=${someId}`],
    ["GET", `/dataset-summary?dataset_id=${someId}`],
    ["POST", `/v1/project_logs/${someId}/insert`, { events: [] }],
    ["POST", `/v1/experiment/${someId}/fetch`, {}],
    ["POST", `/v1/dataset/${someId}/feedback`, { feedback: [] }],
    ["POST", "/v1/insert", {}],
    ["GET", "/v1/project"],
    ["POST", "/v1/experiment", { project_id: someId }],
    ["POST", "/api/project/register", { project_name: "p" }],
    ["POST", "/api/experiment/register", { project_name: "p" }],
    ["POST", "/api/dataset/register", { project_name: "p" }],
    ["GET", "/ping"],
  ];
  for (const [method, route, body] of routes) {
    for (const as of [null, "sk-nobody"]) {
      const answer = await call(method, route, body, { as });
      assert.equal(answer.status, 401, `${method} ${route} with ${as ? "a wrong key" : "no key"}`);
    }
  }
});

test("The small probes need no key", async () => {
  for (const route of ["/", "/v1"]) {
    const greeting = await call("GET", route, undefined, { as: null });
    assert.deepEqual([greeting.status, greeting.text], [200, "Hello, World!"]);
  }
  const version = await call("GET", "/version", undefined, { as: null });
  assert.equal(version.status, 200);
  assert.ok(version.json.logs3_payload_max_bytes > 0, "a limit, which turns the overflow path on");
  for (const plane of [api, control]) {
    for (const probe of ["/healthz", "/readyz", "/version", "/status"]) {
      assert.equal((await call("GET", plane + probe, undefined, { as: null })).status, 200, plane + probe);
    }
  }
});

test("Links that the SDK prints lead to the user interface with everything in the fragment", async () => {
  const answer = await call("GET", "/app/local/p/some%20project/experiments/one?r=row-id", undefined, { as: null });

  assert.equal(answer.status, 302);
  const target = new URL(answer.headers.get("location"));
  assert.equal(target.origin, new URL(control).origin);
  assert.equal(target.search, "");
  assert.ok(!target.pathname.includes("project"), "no name in the path");
  assert.match(target.hash, /some(%20| )project/);
  assert.match(target.hash, /row-id/);
});

test("A browser page of the user interface may call the data plane, another page may not", async () => {
  const preflight = (origin) =>
    call("OPTIONS", "/btql", undefined, {
      as: null,
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type" },
    });
  const mine = await preflight(new URL(control).origin);
  assert.equal(mine.headers.get("access-control-allow-origin"), new URL(control).origin);
  assert.equal(mine.headers.get("access-control-allow-credentials"), null);
  assert.match(mine.headers.get("access-control-allow-headers") ?? "", /authorization/i);

  for (const origin of ["http://evil.example", "null", `${new URL(control).origin}.evil.example`]) {
    assert.equal((await preflight(origin)).headers.get("access-control-allow-origin"), null, origin);
  }
  const refused = await call("POST", "/btql", {}, { as: null, headers: { origin: new URL(control).origin } });
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("access-control-allow-origin"), new URL(control).origin, "errors carry the headers too");
});

test("The control plane takes no rows", async () => {
  for (const [method, route, body] of [["POST", "/logs3", { rows: [], api_version: 2 }], ["POST", "/btql", { query: "select: 1" }]]) {
    const answer = await call(method, control + route, body);
    assert.ok(answer.status >= 400 && answer.status < 500, `${route} at the control plane: ${answer.status}`);
  }
});
