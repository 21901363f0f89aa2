import type { PlaneTraffic } from '@/api/planeTraffic';
import type { PlaneVersion } from '@/api/planeVersion';

export type PlaneState = 'connecting' | 'connected' | 'slow' | 'unreachable' | 'wrong version';

const slowFromMs = 1500;

/** Major and minor must agree while the version is below 1, afterwards the major. */
export function versionsFit(dataPlane: string, page: string): boolean {
  const [majorA, minorA] = dataPlane.split('.');
  const [majorB, minorB] = page.split('.');
  return majorA === majorB && (majorA !== '0' || minorA === minorB);
}

export function judgePlane(
  traffic: PlaneTraffic,
  version: { data?: PlaneVersion; isPending: boolean },
  pageVersion: string | undefined,
): { state: PlaneState; median: number | null } {
  const sorted = [...traffic.recent].sort((a, b) => a - b);
  const median = sorted.length === 0 ? null : Math.max(1, Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0));
  if (traffic.isFailing) return { state: 'unreachable', median };
  if (median === null) return { state: 'connecting', median };
  if (version.data && pageVersion && !versionsFit(version.data.version, pageVersion)) return { state: 'wrong version', median };
  return { state: median > slowFromMs ? 'slow' : 'connected', median };
}
