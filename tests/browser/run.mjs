// node run.mjs [text that the names of the wanted tests contain]
//
// Starts the built server, runs the sample evaluation against it with the published SDK, and then lets a browser
// look at what came of it. Ends with "N passed, N failed".
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root, startOne } from "../clients/js/lib/planes.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const sample = path.join(root, "samples/eval-js");
const results = path.join(here, "test-results");

function finish(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
    let text = "";
    child.stdout.on("data", (chunk) => ((text += chunk), process.stdout.write(chunk)));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, text }));
  });
}

/** Runs one version of the sample; gives the address that Eval() printed. */
async function evaluate(server, version) {
  const { code, text } = await finish(process.execPath, ["civics.eval.js"], {
    cwd: sample,
    env: { PATH: process.env.PATH, HOME: os.tmpdir(), ASSISTANT: version, NO_COLOR: "1", BRAINTRUST_APP_URL: server.api, BRAINTRUST_API_URL: server.api, BRAINTRUST_API_KEY: server.key },
  });
  const address = text.match(/https?:\/\/\S+\/experiments\/\S+/)?.[0];
  if (code !== 0 || !address) throw new Error(`the sample did not run (exit code ${code})`);
  return address;
}

function count() {
  const file = path.join(results, "report.json");
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(fs.readFileSync(file, "utf8")).stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
}

fs.rmSync(results, { recursive: true, force: true });
fs.mkdirSync(results, { recursive: true });
let server;
let tally = { passed: 0, failed: 1 };
try {
  server = await startOne();
  const addresses = { quote: await evaluate(server, "quote"), extract: await evaluate(server, "extract") };
  // Whatever is wanted, the log-in comes before it.
  const wanted = process.argv[2] ? ["-g", `The printed link logs in|${process.argv[2].replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`] : [];
  await finish(process.execPath, [path.join(here, "node_modules/@playwright/test/cli.js"), "test", ...wanted], {
    cwd: here,
    env: {
      ...process.env,
      BIPLANE_TEST_API: server.api,
      BIPLANE_TEST_CONTROL: server.control,
      BIPLANE_TEST_KEY: server.key,
      BIPLANE_TEST_LINK: server.loginLink,
      BIPLANE_TEST_EXPERIMENTS: JSON.stringify(addresses),
      BIPLANE_TEST_SHOTS: results,
    },
  });
  tally = count();
} catch (error) {
  console.log(error.stack);
} finally {
  await server?.stop();
  if (tally.failed > 0 && server) fs.writeFileSync(path.join(results, "server.log"), server.planes[0].output);
  server?.remove();
}
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);
