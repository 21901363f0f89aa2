// As much of the query language as the pages send, and no more.
export function parse(text) {
  const clauses = {};
  for (const part of text.split(/\s\|\s(?=select:|from:|filter:|sort:|limit:|cursor:|preview_length:)/)) {
    const [, name, body] = /^\s*(\w+):\s*([\s\S]*)$/.exec(part);
    clauses[name] = body;
  }
  const [, kind, id, shape] = /^(\w+)\('([^']*)'\)\s*(\w+)?$/.exec(clauses.from.trim());
  return { ...clauses, kind, id, shape: shape ?? 'spans' };
}

const average = (values) => values.reduce((a, b) => a + b, 0) / values.length;

function cut(value, length) {
  if (value === null || value === undefined) return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= length) return value;
  return text.slice(0, length);
}

export function summarise(spans, previewLength) {
  const traces = new Map();
  for (const span of spans) {
    if (!traces.has(span.root_span_id)) traces.set(span.root_span_id, []);
    traces.get(span.root_span_id).push(span);
  }
  const rows = [];
  for (const trace of traces.values()) {
    const root = trace.find((span) => span.is_root);
    if (!root) continue;
    const scores = {};
    for (const [name, score] of trace.flatMap((span) => Object.entries(span.scores ?? {}))) {
      scores[name] ??= [];
      scores[name].push(score);
    }
    const sum = (name) => trace.reduce((total, span) => total + (span.metrics?.[name] ?? 0), 0);
    const start = Math.min(...trace.map((span) => span.metrics.start));
    const end = Math.max(...trace.map((span) => span.metrics.end));
    rows.push({
      ...root,
      input: cut(root.input, previewLength),
      output: cut(root.output, previewLength),
      expected: cut(root.expected, previewLength),
      error: cut(root.error, previewLength),
      metadata: cut(root.metadata, previewLength),
      scores: Object.fromEntries(Object.entries(scores).map(([name, values]) => [name, average(values)])),
      metrics: {
        start,
        end,
        duration: end - start,
        prompt_tokens: sum('prompt_tokens'),
        completion_tokens: sum('completion_tokens'),
        total_tokens: sum('tokens'),
        estimated_cost: sum('estimated_cost'),
        errors: trace.filter((span) => span.error).length,
      },
      span_type_info: { ...root.span_attributes, has_error: trace.some((span) => span.error !== null) },
    });
  }
  return rows;
}

function matches(span, filter) {
  if (!filter) return true;
  for (const [, column, value] of filter.matchAll(/(\w+) = '((?:[^']|'')*)'/g))
    if (span[column] !== value.replaceAll("''", "'")) return false;
  if (filter.includes('is_root = true') && !span.is_root) return false;
  if (filter.includes('error IS NOT NULL') && !span.error) return false;
  const words = /MATCH '((?:[^']|'')*)'/.exec(filter)?.[1];
  if (
    words &&
    !JSON.stringify([span.input, span.output, span.expected, span.metadata, span.span_attributes, span.tags])
      .toLowerCase()
      .includes(words.toLowerCase())
  )
    return false;
  return true;
}

function cell(row, column) {
  const [, sized, alias] = /^byte_size\((\w+)\) as (\w+)$/.exec(column) ?? [];
  if (sized === undefined) return [column, row[column] ?? null];
  return [alias, row[sized] == null ? null : Buffer.byteLength(JSON.stringify(row[sized]))];
}

export function run(rows, text, options) {
  const query = parse(text);
  let found = rows.get(query.id) ?? [];
  if (options.version) found = found.filter((row) => BigInt(row._xact_id) <= BigInt(options.version));
  if (query.shape === 'summary') {
    const roots = new Set(found.filter((span) => matches(span, query.filter)).map((span) => span.root_span_id));
    found = summarise(
      found.filter((span) => roots.has(span.root_span_id)),
      Number(query.preview_length ?? 124),
    );
  } else found = found.filter((span) => matches(span, query.filter));
  found = [...found].sort((a, b) => (a._pagination_key < b._pagination_key ? 1 : -1));
  const cursor = query.cursor?.slice(1, -1);
  if (cursor) found = found.filter((row) => row._pagination_key < cursor);
  const page = found.slice(0, Number(query.limit ?? 1000));
  const columns = query.select === '*' ? null : query.select.split(',').map((name) => name.trim());
  const data = columns ? page.map((row) => Object.fromEntries(columns.map((column) => cell(row, column)))) : page;
  return {
    data,
    schema: { type: 'array', items: { type: 'object' } },
    ...(page.length > 0 ? { cursor: page.at(-1)._pagination_key } : {}),
  };
}
