import { useMemo } from 'react';
import type { RowSource } from '@/api/btql';
import { SplitPane } from '@/components/SplitPane';
import { formatExact } from '@/lib/format';
import type { TraceTree } from '@/lib/trace/traceTree';
import { useKeys } from '@/lib/useKeys';
import { SearchStrip } from './SearchStrip';
import { SpanTree } from './SpanTree';
import { SpanView } from './SpanView';
import { TraceToolbar } from './TraceToolbar';
import { useTraceSearch } from './useTraceSearch';
import { useTraceView } from './useTraceView';

interface TraceBodyProps {
  tree: TraceTree;
  source: RowSource;
  rowId: string;
  rootSpanId: string;
}

/** Left the tree or the timeline, right the selected span. */
export function TraceBody({ tree, source, rowId, rootSpanId }: TraceBodyProps) {
  const view = useTraceView(tree, rowId);
  const search = useTraceSearch(tree, source, rootSpanId);
  const toHit = (by: 1 | -1) => view.step(search.places, by);
  useKeys({
    ']': () => view.move(1),
    '[': () => view.move(-1),
    e: () => view.step(view.errors, 1),
    n: (event) => (search.text === '' ? false : toHit(event.shiftKey ? -1 : 1)),
    s: view.slowest,
    t: view.toggleTimeline,
    z: view.toggleAll,
  });
  const hit = search.hits?.get(tree.id(view.selected)) ?? null;
  const spanSearch = useMemo(() => (search.text === '' ? null : { text: search.marked, hit }), [search.text, search.marked, hit]);
  return (
    <SplitPane
      key={view.isTimeline ? 'timeline' : 'tree'}
      name={view.isTimeline ? 'timeline' : 'tree'}
      label="Width of the span tree"
      sized="first"
      defaultSize={view.isTimeline ? 460 : 320}
      minSize={180}
      coverBelow={0}
      first={
        <div className="flex min-w-0 flex-1 flex-col">
          <TraceToolbar
            search={search.text}
            types={view.types}
            hiddenTypes={view.hiddenTypes}
            errors={view.errors.length}
            isTimeline={view.isTimeline}
            onSearch={search.setText}
            onHit={toHit}
            onToggleType={view.toggleType}
            onToggleTimeline={view.toggleTimeline}
            onNextError={() => view.step(view.errors, 1)}
            onSlowest={view.slowest}
          />
          {search.text !== '' && <SearchStrip search={search} selected={view.selected} onHit={toHit} />}
          {!tree.model.isComplete && (
            <p role="status" className="shrink-0 border-b border-line bg-warn-soft px-3 py-1 text-sm">
              The first {formatExact(tree.count)} spans are shown, the trace has more.
            </p>
          )}
          <SpanTree
            tree={tree}
            visible={view.visible}
            marked={search.marked}
            hits={search.places}
            selected={view.selected}
            isTimeline={view.isTimeline}
            onSelect={view.select}
            onToggle={view.toggle}
          />
        </div>
      }
      second={<SpanView source={source} tree={tree} place={view.selected} search={spanSearch} onSelect={view.select} />}
    />
  );
}
