export interface PlaneTraffic {
  /** Milliseconds of the last answers, newest last. */
  recent: number[];
  isFailing: boolean;
}

const empty: PlaneTraffic = { recent: [], isFailing: false };
const traffic = new Map<string, PlaneTraffic>();
const listeners = new Set<() => void>();

/** Notes an answer of an organization's data plane, or with `null` that none came. */
export function reportTraffic(orgId: string, milliseconds: number | null): void {
  const before = traffic.get(orgId) ?? empty;
  traffic.set(orgId, {
    recent: milliseconds === null ? before.recent : [...before.recent.slice(-9), milliseconds],
    isFailing: milliseconds === null,
  });
  for (const listener of listeners) listener();
}

export function readTraffic(orgId: string): PlaneTraffic {
  return traffic.get(orgId) ?? empty;
}

export function onTraffic(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
