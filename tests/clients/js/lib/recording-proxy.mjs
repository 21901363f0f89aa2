// Stands between the two planes: passes a closed list of routes on, refuses every other, and keeps all that
// was said in both directions.
import http from "node:http";
import zlib from "node:zlib";

/** All calls that a data plane may make. A new one is added here by hand, after asking what it carries. */
export const listedRoutes = [
  "enroll",
  "announce",
  "keys",
  "introspect",
  "callers/check",
  "objects/register",
  "objects/get",
  "objects/list",
  "objects/patch",
  "objects/delete",
  "organizations/list",
  "users/list",
  "api-keys/list",
  "api-keys/create",
  "api-keys/delete",
].map((route) => `POST /planes/v1/${route}`);

/** Headers that a call needs. Trace headers and cookies are not among them: they can carry a caller's text. */
export const listedHeaders = ["host", "connection", "content-type", "content-length", "transfer-encoding", "accept", "accept-encoding", "authorization", "user-agent"];

export class RecordingProxy {
  #server = http.createServer((request, response) => this.#pass(request, response));
  #upstream;
  /** Both directions of every exchange: { direction, head, body }, the body without its transfer and content coding. */
  parts = [];
  routes = new Map();
  refused = [];
  strayHeaders = new Set();

  constructor(upstream) {
    this.#upstream = new URL(upstream);
  }

  async start() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.address = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What the detector looks through. */
  sources() {
    return this.parts.map(({ direction, head, body }, n) => ({ name: `${direction} ${n} ${head.split("\n", 1)[0]}`, bytes: Buffer.concat([Buffer.from(head, "latin1"), body]) }));
  }

  async #pass(request, response) {
    const route = `${request.method} ${request.url}`;
    const body = await collect(request);
    this.#keep("to control", `${route}\n${headLines(request.rawHeaders)}`, request, body);
    this.routes.set(route, (this.routes.get(route) ?? 0) + 1);
    for (const name of Object.keys(request.headers)) if (!listedHeaders.includes(name)) this.strayHeaders.add(name);
    if (!listedRoutes.includes(route)) {
      this.refused.push(route);
      response.writeHead(599).end();
      return;
    }
    const onward = http.request(
      { host: this.#upstream.hostname, port: this.#upstream.port, method: request.method, path: request.url, headers: { ...request.headers, host: this.#upstream.host } },
      async (answer) => {
        const answered = await collect(answer);
        this.#keep("to data", `${answer.statusCode} ${answer.statusMessage}\n${headLines(answer.rawHeaders)}`, answer, answered);
        const headers = { ...answer.headers };
        delete headers["transfer-encoding"];
        response.writeHead(answer.statusCode, { ...headers, "content-length": answered.length }).end(answered);
      },
    );
    onward.on("error", () => response.destroy());
    onward.end(body);
  }

  #keep(direction, head, message, body) {
    const coding = message.headers["content-encoding"];
    const decoded = coding === "gzip" ? zlib.gunzipSync(body) : coding === "br" ? zlib.brotliDecompressSync(body) : body;
    this.parts.push({ direction, head, body: decoded });
  }
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function headLines(raw) {
  let lines = "";
  for (let n = 0; n < raw.length; n += 2) lines += `${raw[n]}: ${raw[n + 1]}\n`;
  return lines;
}
