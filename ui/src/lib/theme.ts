import { useSyncExternalStore } from 'react';
import { readPref, writePref } from './prefs';

export type ThemeChoice = 'system' | 'light' | 'dark';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let choice: ThemeChoice = readChoice();

function readChoice(): ThemeChoice {
  const stored = readPref('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(): void {
  const theme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
  document.documentElement.dataset.theme = theme;
}

export function startTheme(): void {
  dark.addEventListener('change', apply);
  apply();
}

export function setTheme(next: ThemeChoice): void {
  choice = next;
  writePref('theme', next === 'system' ? null : next);
  apply();
  for (const listener of listeners) listener();
}

export function useTheme(): ThemeChoice {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => choice,
  );
}
