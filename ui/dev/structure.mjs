// The limits that no linter knows: a file stays below 300 lines, and a component's file has the component's name.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = new URL('../src', import.meta.url).pathname;
const most = 300;
const complaints = [];

function visit(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) visit(path);
    else if (/\.tsx?$/.test(entry.name)) check(path, readFileSync(path, 'utf8'));
  }
}

function check(path, text) {
  const where = path.slice(root.length + 1);
  const lines = text.split('\n').length;
  if (lines > most) complaints.push(`${where}: ${lines} lines, ${most} are the limit`);
  if (!path.endsWith('.tsx') || path.includes('.test.')) return;
  const components = [...text.matchAll(/^export function ([A-Z]\w*)/gm)].map((match) => match[1]);
  const name = basename(path, '.tsx');
  if (components.length > 1) complaints.push(`${where}: one component per file, found ${components.join(', ')}`);
  if (components.length === 1 && components[0] !== name) complaints.push(`${where}: holds ${components[0]}`);
}

visit(root);
for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
