// The routes for large traces, as far as the pages use them.
const sized = ['input', 'output', 'expected', 'error', 'metadata'];

const newest = (rows) => rows.reduce((last, row) => (BigInt(row._xact_id) > last ? BigInt(row._xact_id) : last), 0n);

/** Numbers texts by when they first came. */
function listed() {
  const texts = [];
  return { texts, numberOf: (text) => (text == null ? null : texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1) };
}

export function skeleton(rows, { root_span_id: root, after }) {
  const trace = rows.filter((row) => row.root_span_id === root);
  const spans = trace.filter((row) => !after || BigInt(row._xact_id) > BigInt(after));
  const [names, types] = [listed(), listed()];
  const places = new Map();
  const parents = spans.map((row, place) => {
    const parent = row.span_parents[0] ?? null;
    const found = places.get(parent) ?? parent;
    places.set(row.span_id, place);
    return found;
  });
  const column = (of) => spans.map((row) => of(row) ?? null);
  const block = {
    id: column((row) => row.id),
    span_id: column((row) => row.span_id),
    parent: parents,
    name: column((row) => names.numberOf(row.span_attributes?.name)),
    type: column((row) => types.numberOf(row.span_attributes?.type)),
    start: column((row) => row.metrics?.start),
    end: column((row) => row.metrics?.end),
    tokens: column((row) => row.metrics?.tokens),
    cost: column((row) => row.metrics?.estimated_cost),
    ...Object.fromEntries(
      sized.map((name) => [`${name}_bytes`, column((row) => (row[name] == null ? null : Buffer.byteLength(JSON.stringify(row[name]))))]),
    ),
    scores: Object.fromEntries(spans.flatMap((row, place) => (row.scores ? [[place, row.scores]] : []))),
    names: names.texts,
    types: types.texts,
  };
  return { version: String(newest(trace)), spans: trace.length, blocks: spans.length > 0 ? [block] : [], is_complete: true };
}

export function search(rows, { root_span_id: root, query }) {
  const sought = query.toLowerCase();
  const hits = rows
    .filter((row) => row.root_span_id === root)
    .flatMap((row) => {
      const found = [...sized, 'span_attributes'].flatMap((name) => {
        const at = row[name] == null ? -1 : JSON.stringify(row[name]).toLowerCase().indexOf(sought);
        return at < 0 ? [] : [[name, at]];
      });
      return found.length > 0 ? [{ id: row.id, fields: Object.fromEntries(found) }] : [];
    });
  return { hits, is_complete: true };
}

export function field(rows, id, name, request, response) {
  const row = rows.find((one) => one.id === id);
  const bytes = Buffer.from(JSON.stringify(row?.[name] ?? null));
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const head = { 'content-type': 'application/json', etag: `"${row?._xact_id}"` };
  if (first === undefined) return response.writeHead(200, head).end(bytes);
  const end = Math.min(Number(last) + 1, bytes.length);
  response
    .writeHead(206, { ...head, 'content-range': `bytes ${first}-${end - 1}/${bytes.length}` })
    .end(bytes.subarray(Number(first), end));
}
