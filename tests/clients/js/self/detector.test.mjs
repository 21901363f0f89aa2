// The detector must see: each case seeds a leak, and the last ones seed none.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import http from "node:http";
import zlib from "node:zlib";
import test, { after, before, beforeEach } from "node:test";
import { findLeaks } from "../lib/canaries.mjs";
import { RecordingProxy } from "../lib/recording-proxy.mjs";

const secret = { word: `canary${"0f".repeat(9)}`, field: "input" };
let upstream;
let answerWith;
let proxy;

before(async () => {
  upstream = http.createServer((_, response) => response.end(answerWith));
  await new Promise((resolve) => upstream.listen(0, "127.0.0.1", resolve));
});
beforeEach(async () => {
  await proxy?.stop();
  answerWith = "{}";
  proxy = await new RecordingProxy(`http://127.0.0.1:${upstream.address().port}`).start();
});
after(async () => {
  await proxy.stop();
  upstream.close();
});

const send = (body, { route = "/planes/v1/objects/register", headers = {} } = {}) => fetch(proxy.address + route, { method: "POST", body, headers });
const leaks = () => findLeaks([secret], proxy.sources());

const seeds = {
  "in a body": () => send(JSON.stringify({ name: `run of ${secret.word}` })),
  "in a compressed body": () => send(zlib.gzipSync(`{"name":"${secret.word}"}`), { headers: { "content-encoding": "gzip" } }),
  "in a body of two pieces": () =>
    new Promise((resolve) => {
      const request = http.request(`${proxy.address}/planes/v1/objects/get`, { method: "POST" }, (answer) => answer.resume().on("end", resolve));
      request.write(secret.word.slice(0, 11));
      setImmediate(() => request.end(secret.word.slice(11)));
    }),
  "in a header": () => send("{}", { headers: { traceparent: secret.word } }),
  "in an address": () => send("{}", { route: `/planes/v1/objects/get?name=${secret.word}` }),
  "in an answer": () => {
    answerWith = `{"error":"no such ${secret.word}"}`;
    return send("{}");
  },
  "as hex": () => send(Buffer.from(secret.word).toString("hex")),
  "as upper case": () => send(secret.word.toUpperCase()),
  "as UTF-16": () => send(Buffer.from(secret.word, "utf16le")),
  "as its hash": () => send(crypto.createHash("sha256").update(secret.word).digest("hex")),
  "as base64 after any prefix": async () => {
    for (const prefix of ["", "a", "bc", "def"]) {
      const { length } = proxy.parts;
      await send(Buffer.from(`${prefix}${secret.word}tail`).toString("base64url"));
      assert.equal(findLeaks([secret], proxy.sources().slice(length)).length, 1, `after ${prefix.length} bytes`);
    }
  },
};
for (const [where, seed] of Object.entries(seeds)) {
  test(`The detector sees a leak ${where}`, async () => {
    await seed();
    assert.ok(leaks().length > 0);
    assert.match(leaks()[0], /^input in to (control|data)/);
  });
}

test("A route that is not listed is refused and remembered", async () => {
  assert.equal((await send("{}", { route: "/planes/v1/rows" })).status, 599);
  assert.equal((await send("{}")).status, 200);
  assert.deepEqual(proxy.refused, ["POST /planes/v1/rows"]);
});

test("A header that is not listed is remembered", async () => {
  await send("{}", { headers: { baggage: "a=b", cookie: "c=d" } });
  assert.ok(proxy.strayHeaders.has("baggage"));
  assert.ok(proxy.strayHeaders.has("cookie"));
});

test("Where there is no leak the detector sees none", async () => {
  await send(JSON.stringify({ name: "canary", id: secret.word.slice(0, -1) }));
  assert.deepEqual(leaks(), []);
});
