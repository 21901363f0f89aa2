// What a first visit loads, compressed: the entry document, its scripts and its styles. Fails above the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist', import.meta.url).pathname;
const budget = 250_000;
const size = (path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((match) => match[1]);
const total = first.reduce((sum, path) => sum + size(path), size('index.html'));
const all = readdirSync(join(dist, 'assets')).reduce((sum, name) => sum + size(join('assets', name)), 0);
console.log(`first load ${Math.round(total / 1000)} KB of ${budget / 1000} KB, everything ${Math.round(all / 1000)} KB`);
process.exitCode = total > budget ? 1 : 0;
