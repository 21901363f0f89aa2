import type { Skeleton } from './skeleton';
import { SpanColumns } from './spanColumns';
import { buildModel, type TraceModel } from './traceModel';

const keptTraces = 4;

/** What became of a trace by an answer. */
export type TraceUpdate = { kind: 'same' } | { kind: 'stale' } | { kind: 'new'; handle: number; model: TraceModel };

/** The spans of traces that are looked at, so that an answer about what changed suffices. The oldest trace is forgotten. */
export class TraceStore {
  readonly #traces = new Map<number, SpanColumns>();
  #next = 1;

  /** Takes all spans, or with a handle those that changed; `stale` asks for all of them, because some are gone. */
  take(answer: Skeleton, handle: number | null): TraceUpdate {
    const known = handle === null ? new SpanColumns() : this.#traces.get(handle);
    if (!known) return { kind: 'stale' };
    known.add(answer);
    if (handle !== null && answer.spans < known.count) {
      this.#traces.delete(handle);
      return { kind: 'stale' };
    }
    if (handle !== null && answer.blocks.length === 0) return { kind: 'same' };
    return { kind: 'new', handle: handle ?? this.#keep(known), model: buildModel(known) };
  }

  #keep(columns: SpanColumns): number {
    const handle = this.#next++;
    this.#traces.set(handle, columns);
    if (this.#traces.size > keptTraces) this.#traces.delete(this.#traces.keys().next().value as number);
    return handle;
  }
}
