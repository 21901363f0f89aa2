// Runs Eval() with its printed summary held back, and gives that text too.
import { sdk } from "./target.mjs";

const silent = { start() {}, stop() {}, increment() {}, setTotal() {} };

async function captured(run) {
  const methods = ["log", "warn", "error"];
  const originals = methods.map((method) => console[method]);
  const write = process.stdout.write;
  let printed = "";
  for (const method of methods) console[method] = (...values) => (printed += `${values.join(" ")}\n`);
  // The SDK writes strings; the test runner reports through the same stream with bytes, which must pass.
  process.stdout.write = (chunk, ...rest) => (typeof chunk === "string" ? ((printed += chunk), true) : write.call(process.stdout, chunk, ...rest));
  try {
    const value = await run();
    return { value, printed };
  } finally {
    process.stdout.write = write;
    methods.forEach((method, index) => (console[method] = originals[index]));
  }
}

export async function evaluate(project, evaluator, options = {}) {
  const { value, printed } = await captured(() => sdk.Eval(project, evaluator, { progress: silent, ...options }));
  return { summary: value.summary, results: value.results, printed };
}
