// Makes model-prices.json from the npm package @pydantic/genai-prices:
//   npm pack @pydantic/genai-prices@0.1.8 && tar xzf pydantic-genai-prices-0.1.8.tgz
//   node make-model-prices.mjs package/dist/index.cjs 0.1.8 2026-11-23 > model-prices.json
// The package does not export its table, so it is read where it stands in the bundle.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const [bundle, version, date] = process.argv.slice(2);
if (!bundle || !version || !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '')) {
  console.error('usage: node make-model-prices.mjs <index.cjs of the package> <its version> <date of the prices, yyyy-mm-dd>');
  process.exit(2);
}

// A name that several sell has the price of the one that comes first: those that make models, then clouds, markets of others last.
const makers = ['openai', 'anthropic', 'google', 'mistral', 'cohere', 'deepseek', 'x-ai', 'perplexity', 'voyageai', 'moonshotai', 'zai', 'zhipuai', 'minimax', 'arcee'];
const clouds = ['aws', 'azure', 'groq', 'cerebras', 'fireworks', 'together', 'baseten', 'cloudflare', 'novita', 'ovhcloud'];
const rates = { input_mtok: 'input', output_mtok: 'output', cache_read_mtok: 'cacheRead', cache_write_mtok: 'cacheWrite', cache_write_1h_mtok: 'cacheWrite1h' };

const rank = ({ id }) => {
  const place = [...makers, ...clouds].indexOf(id);
  return place >= 0 ? place : id === 'openrouter' ? 1000 : 100;
};

function providers() {
  const source = readFileSync(bundle, 'utf8').replace(/=\s*\[\{id:"anthropic"/, (start) => `=globalThis.prices${start}`);
  const context = { exports: {}, console, URL, module: {}, require: () => ({}) };
  context.globalThis = context;
  vm.runInNewContext(source, context);
  return context.prices;
}

const hours = ({ start_time: start, end_time: end }) => (Date.parse(`${date}T${end}`) - Date.parse(`${date}T${start}`)) / 3_600_000;

// The latest price that holds on the date, and of prices for times of the day the one of most hours. Longer prompts cost the same.
function pricesOf({ prices }) {
  const list = [prices].flat().map((price) => (price.prices ? price : { prices: price }));
  const hourly = list.filter(({ constraint }) => constraint?.start_time);
  const known = hourly.reduce((sum, { constraint }) => sum + hours(constraint), 0) > 12
    ? hourly.at(-1).prices
    : list.filter(({ constraint }) => !constraint || constraint.start_date <= date).at(-1)?.prices ?? {};
  const found = {};
  for (const [key, name] of Object.entries(rates)) {
    const price = typeof known[key] === 'object' ? known[key].base : known[key];
    if (typeof price === 'number') found[name] = price;
  }
  return found;
}

function namesOf({ id, match }) {
  const names = new Set([id.toLowerCase()]);
  const prefixes = new Set();
  const walk = (rule) => {
    rule.or?.forEach(walk);
    if (rule.equals) names.add(rule.equals.toLowerCase());
    if (rule.starts_with) prefixes.add(rule.starts_with.toLowerCase());
  };
  walk(match);
  return { names, prefixes };
}

const taken = new Map();
const madePrefixes = [];
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
for (const provider of providers().sort((a, b) => rank(a) - rank(b) || byText(a.id, b.id))) {
  const isMaker = makers.includes(provider.id);
  for (const model of provider.models) {
    const prices = pricesOf(model);
    if (prices.input === undefined) continue;
    const { names, prefixes } = namesOf(model);
    const take = (key, entry) => {
      // What the maker's prefixes cover has the maker's price, though a seller may know it by a longer name.
      if (taken.has(key) || madePrefixes.some((made) => made.maker !== provider.id && key.startsWith(made.prefix))) return;
      taken.set(key, { ...entry, ...prices });
    };
    for (const name of names) take(name, { name });
    for (const prefix of prefixes) {
      take(`${prefix}*`, { prefix });
      if (isMaker) madePrefixes.push({ maker: provider.id, prefix });
    }
  }
}

const lines = [...taken.entries()].sort(([a], [b]) => byText(a, b)).map(([, model]) => JSON.stringify(model));
process.stdout.write(`{"source":"@pydantic/genai-prices ${version}","date":"${date}","models":[\n${lines.join(',\n')}\n]}\n`);
