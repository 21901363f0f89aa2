// Starts the built server, as one process or as two with a recording proxy between them.
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { RecordingProxy } from "./recording-proxy.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../..");
const program = path.join(root, "artifacts/bin/Biplane.Server/release/Biplane.Server");
const startWithin = 60_000;
const stopWithin = 15_000;

/** One server process. Its whole output is kept. */
class Plane {
  output = "";

  constructor(role, folder, options) {
    if (!fs.existsSync(program)) throw new Error("the server is not built: run ./biplane build");
    this.role = role;
    this.folder = folder;
    this.process = spawn(program, [], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DOTNET_ROOT: process.env.DOTNET_ROOT ?? "",
        BIPLANE_ROLE: role,
        BIPLANE_DATA_DIR: folder,
        BIPLANE_LISTEN_APP: "127.0.0.1:0",
        BIPLANE_LISTEN_API: "127.0.0.1:0",
        BIPLANE_LISTEN_OTLP: "off",
        BIPLANE_UI_DIR: path.join(root, "ui/dist"),
        ...options,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (chunk) => (this.output += chunk));
    this.exited = new Promise((resolve) => this.process.once("close", (code, signal) => resolve(signal ?? code)));
  }

  /** Waits for the line `ready`; a server that does not print it is stopped. */
  async ready() {
    const deadline = Date.now() + startWithin;
    while (!/^ready$/m.test(this.output)) {
      if (this.process.exitCode !== null || Date.now() > deadline) {
        await this.stop();
        throw new Error(`the ${this.role} server did not become ready:\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this;
  }

  /** Waits until the plane at an address can serve: a data plane prints `ready` before it has joined. */
  async serves(address) {
    const deadline = Date.now() + startWithin;
    while (!(await fetch(`${address}/readyz`)).ok) {
      if (Date.now() > deadline) throw new Error(`the ${this.role} server did not come to serve:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  printed(pattern) {
    const hit = pattern.exec(this.output);
    if (!hit) throw new Error(`the ${this.role} server did not print ${pattern}:\n${this.output}`);
    return hit[1];
  }

  async stop() {
    if (this.process.exitCode !== null) return this.process.exitCode;
    this.process.kill("SIGTERM");
    const hard = setTimeout(() => this.process.kill("SIGKILL"), stopWithin);
    const how = await this.exited;
    clearTimeout(hard);
    return how;
  }
}

const temporary = (name) => fs.mkdtempSync(path.join(os.tmpdir(), `biplane-${name}-`));
const generatedKey = () => `sk-${crypto.randomBytes(24).toString("hex")}`;

/** Both planes in one process. */
export async function startOne(options = {}) {
  const folder = temporary("one");
  const key = generatedKey();
  const server = new Plane("all", folder, { BIPLANE_BOOTSTRAP_ORG: "local", BIPLANE_BOOTSTRAP_API_KEY: key, ...options });
  await server.ready();
  return {
    shape: "one",
    key,
    organization: "local",
    api: server.printed(/BRAINTRUST_API_URL=(\S+)/),
    control: new URL(server.printed(/(http:\S+)#/)).origin,
    loginLink: server.printed(/(http:\S+#\S+)/),
    planes: [server],
    controlFolder: path.join(folder, "control"),
    async stop() {
      return [await server.stop()];
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** The planes apart, each with a data folder of its own. The data plane reaches the other through the proxy only. */
export async function startTwo(options = {}) {
  const folders = [temporary("control"), temporary("data")];
  const key = generatedKey();
  const control = await new Plane("control", folders[0], { BIPLANE_BOOTSTRAP_ORG: "local", BIPLANE_BOOTSTRAP_API_KEY: key, ...options }).ready();
  const controlAddress = new URL(control.printed(/(http:\S+)#/)).origin;
  const proxy = await new RecordingProxy(controlAddress).start();
  let data;
  try {
    data = await new Plane("data", folders[1], {
      BIPLANE_APP_URL: controlAddress,
      BIPLANE_CONTROL_URL: proxy.address,
      BIPLANE_ENROLL_CODE: control.printed(/BIPLANE_ENROLL_CODE=(\S+)/),
      ...options,
    }).ready();
    await data.serves(data.printed(/BRAINTRUST_API_URL=(\S+)/));
  } catch (error) {
    await data?.stop();
    await control.stop();
    await proxy.stop();
    throw error;
  }
  return {
    shape: "two",
    key,
    organization: "local",
    api: data.printed(/BRAINTRUST_API_URL=(\S+)/),
    control: controlAddress,
    loginLink: control.printed(/(http:\S+#\S+)/),
    planes: [control, data],
    proxy,
    controlFolder: folders[0],
    async stop() {
      const how = [await data.stop(), await control.stop()];
      await proxy.stop();
      return how;
    },
    remove: () => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })),
  };
}
