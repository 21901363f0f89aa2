// A field of a hundred megabytes, on the road that the SDK takes for rows above the request limit.
import assert from "node:assert/strict";
import test from "node:test";
import { createProject } from "../lib/http.mjs";
import { byText } from "../lib/rows.mjs";
import { api, key, sdk, unique } from "../lib/target.mjs";

const size = 100 * 1024 * 1024;
const line = (n) => `${String(n).padStart(15, "0")}\n`; // 16 characters, 17 bytes of JSON text
const lines = Math.floor((size - 2) / 17);

test("A field of a hundred megabytes is read back by its bytes and by its row", { timeout: 180_000 }, async () => {
  const name = unique("large");
  const { id: project } = await createProject(name);
  const logger = sdk.initLogger({ projectName: name, asyncFlush: true });
  const input = Array.from({ length: lines }, (_, n) => line(n)).join("");
  const id = logger.log({ input, output: "short" });
  await logger.flush();

  const field = `${api}/v1/project_logs/${project}/span/input?id=${encodeURIComponent(id)}`;
  const get = (method, range) => fetch(field, { method, headers: { authorization: `Bearer ${key}`, "accept-encoding": "identity", ...(range ? { range } : {}) } });
  const whole = lines * 17 + 2;
  assert.equal((await get("HEAD")).headers.get("content-length"), String(whole));
  for (const n of [0, Math.floor(lines / 2), lines - 1]) {
    const start = 1 + n * 17;
    const part = await get("GET", `bytes=${start}-${start + 16}`);
    assert.equal(part.status, 206);
    assert.equal(part.headers.get("content-range"), `bytes ${start}-${start + 16}/${whole}`);
    assert.equal(await part.text(), line(n).replace("\n", "\\n"));
  }

  const [row] = await byText("project_logs", project, { filter: `id = '${id}'` });
  assert.equal(row.input.length, input.length);
  assert.ok(row.input === input, "the row has every character of it");
  assert.equal(row.output, "short");
});
