const prefix = 'biplane.';

/** Looks of this browser only (widths, theme): never ids, names or any customer text. */
export function readPref(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function writePref(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // Storage may be switched off; the preference then lasts until reload.
  }
}
