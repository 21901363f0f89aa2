import { summarise } from './query.mjs';

const average = (values) => (values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length);

function byInput(rows, name) {
  const groups = new Map();
  for (const row of rows) {
    const score = row.scores?.[name];
    if (typeof score !== 'number') continue;
    const key = JSON.stringify(row.input);
    groups.set(key, [...(groups.get(key) ?? []), score]);
  }
  return new Map([...groups].map(([key, values]) => [key, average(values)]));
}

export function compare(rows, baseRows) {
  const current = summarise(rows, 1e9);
  const base = baseRows ? summarise(baseRows, 1e9) : [];
  const scores = {};
  for (const name of new Set(current.flatMap((row) => Object.keys(row.scores ?? {})))) {
    const now = byInput(current, name);
    const before = byInput(base, name);
    const pairs = [...now].filter(([key]) => before.has(key)).map(([key, value]) => value - before.get(key));
    scores[name] = {
      name,
      score: average(current.map((row) => row.scores[name]).filter((value) => typeof value === 'number')),
      improvements: pairs.filter((d) => d > 1e-9).length,
      regressions: pairs.filter((d) => d < -1e-9).length,
    };
    if (pairs.length > 0) scores[name].diff = average(pairs);
  }
  const metrics = {};
  for (const [name, unit] of [
    ['duration', 's'],
    ['total_tokens', 'tok'],
    ['estimated_cost', '$'],
    ['errors', ''],
  ]) {
    const metric = average(current.map((row) => row.metrics[name]));
    if (metric === null) continue;
    const was = average(base.map((row) => row.metrics[name]));
    metrics[name] = { name, metric, unit, improvements: 0, regressions: 0, ...(was ? { diff: metric / was - 1 } : {}) };
  }
  return { scores, metrics };
}
