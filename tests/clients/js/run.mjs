// node run.mjs [--shape one|two] [text that the names of the wanted files or cases contain]
//
// Runs every case against one server process, then against two with a recording proxy between them, and then
// looks for the canaries that the cases released.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findLeaks, releasedCanaries } from "./lib/canaries.mjs";
import { canaryFields } from "./lib/fields.mjs";
import { startOne, startTwo } from "./lib/planes.mjs";
import { listedHeaders } from "./lib/recording-proxy.mjs";
import { Tally, runFiles } from "./lib/reporter.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const at = words.indexOf("--shape");
const [, wanted] = at < 0 ? [] : words.splice(at, 2);
const filter = words[0]?.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const testFiles = (folder) => fs.readdirSync(path.join(here, folder)).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => path.join(here, folder, name));

function filesBelow(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .map((name) => ({ name, bytes: fs.readFileSync(name) }));
}

function checkSeam(tally, { shape, planes, proxy, controlFolder, organization }) {
  const canaries = releasedCanaries();
  const clean = (sources) => assert.deepEqual(findLeaks(canaries, sources), []);
  const logs = planes.map(({ role, output }) => ({ name: `log of ${role}`, bytes: Buffer.from(output) }));
  tally.check("Every data field had its canary", () => assert.deepEqual([...new Set(canaries.map(({ field }) => field))].sort(), [...canaryFields].sort()));
  tally.check("No canary is in the logs", () => clean(logs));
  tally.check("No canary is in the control plane's files", () => {
    const files = filesBelow(controlFolder);
    assert.ok(files.some(({ bytes }) => bytes.includes(organization)), "the files are the right ones: the organization's name is in them");
    clean(files);
  });
  if (shape === "one") return;
  tally.check("The data plane called only listed routes", () => assert.deepEqual(proxy.refused, []));
  tally.check("It sent only listed headers", () => assert.deepEqual([...proxy.strayHeaders], [], `listed are ${listedHeaders.join(", ")}`));
  tally.check("No canary crossed between the planes", () => {
    const sources = proxy.sources();
    assert.ok(sources.some(({ bytes }) => bytes.includes("seam-project-")), "the recording is the right one: a project's name is in it");
    clean(sources);
  });
}

/** The wanted cases of a folder: whole files by their names, or else single cases. */
async function runFolder(folder, tally) {
  const files = testFiles(folder);
  const named = words[0] ? files.filter((file) => path.basename(file).includes(words[0])) : [];
  await (named.length > 0 ? runFiles(named, tally) : runFiles(files, tally, filter));
}

async function runShape(shape, start) {
  const tally = new Tally(shape);
  process.env.BIPLANE_TEST_RUN = fs.mkdtempSync(path.join(os.tmpdir(), "biplane-clients-"));
  let target;
  try {
    target = await start();
    Object.assign(process.env, {
      BIPLANE_TEST_API: target.api,
      BIPLANE_TEST_CONTROL: target.control,
      BIPLANE_TEST_KEY: target.key,
      BIPLANE_TEST_ORG: target.organization,
      BIPLANE_TEST_SHAPE: shape,
    });
    await runFolder("cases", tally);
    const stopped = await target.stop();
    tally.check("The servers stop cleanly when asked to", () => assert.ok(stopped.every((code) => code === 0), stopped.join(", ")));
    if (!filter || filter === "seam") checkSeam(tally, target);
  } catch (error) {
    tally.fail("the run as a whole", error);
    await target?.stop();
  }
  if (tally.failed > 0 && target) {
    const folder = path.join(here, "test-results");
    fs.mkdirSync(folder, { recursive: true });
    for (const { role, output } of target.planes) fs.writeFileSync(path.join(folder, `${shape}-${role}.log`), output);
  }
  target?.remove();
  fs.rmSync(process.env.BIPLANE_TEST_RUN, { recursive: true, force: true });
  return tally;
}

const tallies = [];
if (!wanted) {
  const tally = new Tally("self");
  await runFolder("self", tally);
  tallies.push(tally);
}
for (const [shape, start] of [["one", startOne], ["two", startTwo]]) {
  if (!wanted || wanted === shape) tallies.push(await runShape(shape, start));
}
for (const tally of tallies) tally.printFailures();
const sum = (name) => tallies.reduce((total, tally) => total + tally[name], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
// Not exitCode: a case that left a connection or a timer behind must not hold the run up.
process.exit(sum("failed") > 0 ? 1 : 0);
