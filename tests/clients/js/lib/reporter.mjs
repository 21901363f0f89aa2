// Runs test files with node's runner and prints one line a case; failures follow in full.
import { run } from "node:test";

export class Tally {
  passed = 0;
  failed = 0;
  #failures = [];

  constructor(shape) {
    this.shape = shape;
  }

  pass(name, milliseconds) {
    this.passed++;
    console.log(`pass  [${this.shape}] ${name}  ${Math.round(milliseconds)} ms`);
  }

  fail(name, error) {
    this.failed++;
    console.log(`FAIL  [${this.shape}] ${name}`);
    this.#failures.push({ name, error });
  }

  /** A check of the launcher's own. */
  check(name, action) {
    const started = performance.now();
    try {
      action();
      this.pass(name, performance.now() - started);
    } catch (error) {
      this.fail(name, error);
    }
  }

  printFailures() {
    for (const { name, error } of this.#failures) console.log(`\n[${this.shape}] ${name}\n${String(error?.stack ?? error).split("\n").slice(0, 40).join("\n")}`);
  }
}

export async function runFiles(files, tally, filter) {
  const stream = run({ files, concurrency: 2, ...(filter ? { testNamePatterns: [new RegExp(filter, "i")] } : {}) });
  stream.on("test:pass", ({ name, details, skip, nesting }) => {
    if (nesting > 0 || details.type === "suite" || files.includes(name) || skip !== undefined) return;
    tally.pass(name, details.duration_ms);
  });
  stream.on("test:fail", ({ name, details, nesting }) => {
    if (nesting > 0) return;
    tally.fail(files.includes(name) ? `${name} as a whole` : name, details.error?.cause ?? details.error);
  });
  stream.on("test:stderr", ({ message }) => process.env.BIPLANE_TEST_STDERR && process.stderr.write(message));
  for await (const _ of stream);
}
