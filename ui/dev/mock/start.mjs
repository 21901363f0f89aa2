// A stand-in for both planes while the pages are built and looked at: `npm run dev:mock`. It serves ui/dist and is no part of the product.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { compare } from './compare.mjs';
import { logTrace, makeWorld } from './data.mjs';
import { run } from './query.mjs';
import { field, search, skeleton } from './trace.mjs';

const appPort = Number(process.env.MOCK_APP_PORT ?? 5180);
const apiPort = Number(process.env.MOCK_API_PORT ?? 5181);
const appUrl = `http://127.0.0.1:${appPort}`;
const apiUrl = `http://127.0.0.1:${apiPort}`;
const dist = new URL('../../dist', import.meta.url).pathname;
const world = makeWorld();
const keys = [
  {
    id: 'k1',
    name: 'first key',
    preview_name: 'sk-****Zx3k',
    created: new Date(Date.now() - 864e5).toISOString(),
    user_email: 'owner@localhost',
  },
];
let failing = false;
let isLoggedIn = process.env.MOCK_LOGGED_OUT !== '1';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const csp = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' ${apiUrl} data:; worker-src 'self'; connect-src 'self' ${apiUrl}; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'`;

const bodyOf = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
};
const json = (response, status, value) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(value === undefined ? '' : JSON.stringify(value));
};

createServer(async (request, response) => {
  const url = new URL(request.url, appUrl);
  const body = request.method === 'POST' ? await bodyOf(request) : {};
  if (url.pathname === '/ui/session') {
    if (request.method === 'POST' && body.token === 'bad') return json(response, 400, { title: 'The link was used or has run out.' });
    isLoggedIn = request.method === 'POST';
    return json(response, 204);
  }
  if (url.pathname === '/ui/config')
    return json(response, 200, { product: 'Biplane', version: '0.1.0', app_url: appUrl, login_links: true });
  if (url.pathname.startsWith('/ui/') && !isLoggedIn) return json(response, 401, { title: 'No session.' });

  if (url.pathname === '/ui/me')
    return json(response, 200, {
      user: { id: 'u', email: 'owner@localhost', name: null },
      organizations: [{ ...world.org, api_url: apiUrl }],
    });
  if (url.pathname === '/ui/token')
    return json(response, 200, { token: 'mock', expires_at: new Date(Date.now() + 300_000).toISOString(), api_url: apiUrl });
  if (url.pathname === '/ui/api-keys') {
    if (request.method === 'GET') return json(response, 200, { objects: keys });
    const key = {
      id: `k${keys.length + 1}`,
      name: body.name,
      preview_name: 'sk-****9fQa',
      created: new Date().toISOString(),
      user_email: 'owner@localhost',
    };
    keys.unshift(key);
    return json(response, 200, { ...key, key: 'sk-mockmockmockmockmockmockmockmockmockmockmock9fQa' });
  }
  if (url.pathname.startsWith('/ui/api-keys/')) {
    keys.splice(
      keys.findIndex((key) => key.id === url.pathname.split('/').at(-1)),
      1,
    );
    return json(response, 204);
  }
  const path = extname(url.pathname) ? url.pathname : '/index.html';
  try {
    const file = await readFile(join(dist, path));
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'content-security-policy': csp });
    response.end(file);
  } catch {
    response.writeHead(404).end();
  }
}).listen(appPort, '127.0.0.1');

const named = (list, name) => ({ objects: name === null ? list : list.filter((one) => one.name === name) });

createServer(async (request, response) => {
  const url = new URL(request.url, apiUrl);
  response.setHeader('access-control-allow-origin', appUrl);
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-expose-headers', 'content-range, etag');
  response.setHeader('access-control-allow-methods', 'GET, POST');
  if (request.method === 'OPTIONS') return json(response, 204);
  const body = request.method === 'POST' ? await bodyOf(request) : {};
  const query = Object.fromEntries(url.searchParams);
  const after = (list) => (query.starting_after ? [] : list);
  switch (url.pathname) {
    case '/mock/fail':
      failing = query.on === '1';
      return json(response, 200, {});
    case '/mock/log': {
      const project = world.projects[query.project ?? 0];
      world.rows.get(project.id).push(...logTrace(project, world.org, Date.now() / 1000, 1000));
      return json(response, 200, {});
    }
    case '/version':
      return json(response, 200, { version: '0.1.3', commit: 'mock' });
  }
  if (failing)
    return json(response, 500, {
      Code: 'InternalServerError',
      Message: 'The disk is full.',
      Path: url.pathname,
      Service: 'api',
      InternalTraceId: '6f1d0a7cb2e94c1fa3d5e7b901234567',
    });
  switch (url.pathname) {
    case '/v1/project':
      return json(response, 200, named(after(world.projects), query.project_name ?? null));
    case '/v1/experiment':
      return json(
        response,
        200,
        named(after(world.experiments.filter((one) => one.project_id === query.project_id)), query.experiment_name ?? null),
      );
    case '/v1/dataset':
      return json(
        response,
        200,
        named(after(world.datasets.filter((one) => one.project_id === query.project_id)), query.dataset_name ?? null),
      );
    case '/btql':
      if (body.audit_log) return json(response, 200, { data: run(world.rows, body.query.replace(/ \| sort: \S+ \S+/, ''), {}).data });
      return json(response, 200, run(world.rows, body.query, { version: body.version }));
    case '/experiment-comparison2':
      return json(
        response,
        200,
        compare(world.rows.get(query.experiment_id) ?? [], query.base_experiment_id ? world.rows.get(query.base_experiment_id) : null),
      );
    case '/api/base_experiment/get_id': {
      const next = world.experiments[world.experiments.findIndex((one) => one.id === body.id) + 1];
      return json(response, 200, next ? { base_exp_id: next.id, base_exp_name: next.name } : { base_exp_id: null, base_exp_name: null });
    }
    case '/dataset-summary':
      return json(response, 200, { total_records: world.rows.get(query.dataset_id).length });
  }
  const [, object, route] = /^\/v1\/(?:project_logs|experiment)\/([^/]+)\/(trace|trace\/search|span\/\w+)$/.exec(url.pathname) ?? [];
  if (route) {
    const rows = world.rows.get(object) ?? [];
    if (route === 'trace') return json(response, 200, skeleton(rows, query));
    if (route === 'trace/search') return json(response, 200, search(rows, body));
    return field(rows, query.id, route.slice('span/'.length), request, response);
  }
  const [, kind, id] = /^\/v1\/(project|experiment|dataset)\/(.+)$/.exec(url.pathname) ?? [];
  const found = world[`${kind}s`]?.find((one) => one.id === id);
  return found
    ? json(response, 200, found)
    : json(response, 400, { Code: 'BadRequestError', Message: 'There is no such thing.', Path: url.pathname, Service: 'api' });
}).listen(apiPort, '127.0.0.1', () => console.log(`ready ${appUrl} ${apiUrl}`));
