import assert from "node:assert/strict";
import crypto from "node:crypto";
import test from "node:test";
import { ask, call, createProject, findProject, insert } from "../lib/http.mjs";
import { row, rowsOf } from "../lib/rows.mjs";
import { sdk, unique } from "../lib/target.mjs";

async function logged(values) {
  const projectName = unique("files");
  const logger = sdk.initLogger({ projectName });
  const id = logger.log(values);
  await logger.flush();
  const project = await findProject(projectName);
  return row(await rowsOf("project_logs", project.id), id);
}

const content = async (reference) => Buffer.from(await (await new sdk.ReadonlyAttachment(reference).data()).arrayBuffer());

test("A file of half a megabyte comes back byte for byte", async () => {
  const bytes = crypto.randomBytes(512 * 1024 + 3);
  const stored = await logged({
    input: { picture: new sdk.Attachment({ data: new Blob([bytes]), filename: "noise ü.bin", contentType: "application/octet-stream" }), caption: "noise" },
    output: null,
  });

  const { key, ...reference } = stored.input.picture;
  assert.deepEqual(reference, { type: "braintrust_attachment", filename: "noise ü.bin", content_type: "application/octet-stream" });
  assert.ok(key);
  assert.equal(stored.input.caption, "noise");
  assert.equal((await new sdk.ReadonlyAttachment(stored.input.picture).status()).upload_status, "done");
  assert.ok((await content(stored.input.picture)).equals(bytes));
});

test("Several files in one row, one of them empty", async () => {
  const file = (text, filename) => new sdk.Attachment({ data: new Blob([text]), filename, contentType: "text/plain" });
  const stored = await logged({ input: [file("one", "1.txt"), file("", "0.txt")], output: { report: file("# done", "r.md") } });

  const texts = await Promise.all([stored.input[0], stored.input[1], stored.output.report].map(async (each) => (await content(each)).toString()));
  assert.deepEqual(texts, ["one", "", "# done"]);
});

test("A JSON attachment reads back as the value it was made of", async () => {
  const value = { table: Array.from({ length: 300 }, (_, n) => ({ n, square: n * n, word: "α".repeat(n % 5) })) };
  const stored = await logged({ input: "table", output: new sdk.JSONAttachment(value, { filename: "table.json" }) });

  assert.equal(stored.output.content_type, "application/json");
  assert.deepEqual(JSON.parse((await content(stored.output)).toString()), value);
});

test("An attachment that lives elsewhere stays a reference", async () => {
  const reference = { url: "s3://recordings/2026/call.wav", filename: "call.wav", contentType: "audio/wav" };
  const stored = await logged({ input: new sdk.ExternalAttachment(reference), output: null });

  assert.deepEqual(stored.input, { type: "external_attachment", url: reference.url, filename: "call.wav", content_type: "audio/wav" });
});

test("A key that nothing was uploaded under is not served", async () => {
  const answer = await call("GET", `/attachment?key=${crypto.randomUUID()}&filename=x&content_type=text%2Fplain`);

  assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  assert.equal(answer.json.downloadUrl, undefined);
});

test("An upload that failed says so, and one that is finished cannot be overwritten", async () => {
  const { org_info: [{ id: org_id }] } = await ask("POST", "/api/apikey/login");
  const project = await createProject(unique("uploads"));
  const start = async () => {
    const key = crypto.randomUUID();
    const file = { key, filename: "f.txt", content_type: "text/plain", org_id };
    await insert("project_logs", project.id, [{ id: key, input: { type: "braintrust_attachment", key, filename: "f.txt", content_type: "text/plain" } }]);
    return { file, upload: await ask("POST", "/attachment", file) };
  };
  const put = ({ signedUrl, headers }, body) => fetch(signedUrl, { method: "PUT", headers, body });
  const read = (file) => call("GET", `/attachment?${new URLSearchParams(file)}`);

  const broken = await start();
  await ask("POST", "/attachment/status", { key: broken.file.key, org_id, status: { upload_status: "error", error_message: "cable cut" } });
  const status = (await read(broken.file)).json?.status;
  assert.deepEqual([status?.upload_status, status?.error_message], ["error", "cable cut"]);

  const whole = await start();
  assert.ok((await put(whole.upload, "first")).ok);
  await ask("POST", "/attachment/status", { key: whole.file.key, org_id, status: { upload_status: "done" } });
  assert.ok((await put(whole.upload, "second")).status >= 400);
  const { downloadUrl } = (await read(whole.file)).json;
  assert.equal(await (await fetch(downloadUrl)).text(), "first");
});

test("A signed address is good for its own key only", async () => {
  const { org_info: [{ id: org_id }] } = await ask("POST", "/api/apikey/login");
  const { signedUrl, headers } = await ask("POST", "/attachment", { key: crypto.randomUUID(), filename: "f", content_type: "text/plain", org_id });
  const address = new URL(signedUrl);
  const forged = [...address.searchParams].map(([name, value]) => {
    const other = new URL(address);
    other.searchParams.set(name, value.replace(/[0-9a-zA-Z](?=[^0-9a-zA-Z]*$)/, (last) => (last === "b" ? "c" : "b")));
    return other;
  });

  assert.ok(forged.length > 0, "the signature is in the query");
  for (const other of forged) {
    const answer = await fetch(other, { method: "PUT", headers, body: "x" });
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status} for an altered ${other.search.length}-character query`);
  }
});
