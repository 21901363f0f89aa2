import { remoteSource } from '@/api/jsonWorker';
import { type JsonSource, sourceOf } from '@/lib/json/jsonStore';
import { isLarge } from '@/lib/json/largeValue';

/** How to read a field, whether it is at hand or stayed in the worker. */
export function valueSource(value: unknown): JsonSource {
  return isLarge(value) ? remoteSource(value) : sourceOf(value);
}
