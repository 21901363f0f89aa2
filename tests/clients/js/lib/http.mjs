// Plain HTTP beside the SDK, so that what the SDK wrote is read by something else.
import assert from "node:assert/strict";
import { api, key } from "./target.mjs";

/** One request. The body is sent as JSON unless it is a string or bytes. */
export async function call(method, address, body, { as = key, headers = {} } = {}) {
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(new URL(address, api), {
    method,
    redirect: "manual",
    headers: {
      ...(as ? { authorization: `Bearer ${as}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined || raw ? body : JSON.stringify(body),
  });
  const text = await response.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** One request that must succeed; gives the JSON answer. */
export async function ask(method, address, body, options) {
  const answer = await call(method, address, body, options);
  assert.ok(answer.status >= 200 && answer.status < 300, `${method} ${address} → ${answer.status} ${answer.text.slice(0, 500)}`);
  return answer.json;
}

export const createProject = (name) => ask("POST", "/v1/project", { name });

export async function findProject(name) {
  const { objects } = await ask("GET", `/v1/project?project_name=${encodeURIComponent(name)}`);
  assert.equal(objects.length, 1, `exactly one project is called ${name}`);
  return objects[0];
}

export const insert = (kind, id, events) => ask("POST", `/v1/${kind}/${id}/insert`, { events });
