import type { RowSource } from '@/api/btql';
import { SplitPane } from '@/components/SplitPane';
import { useKeys } from '@/lib/useKeys';
import type { Trace } from './buildTrace';
import { SpanTree } from './SpanTree';
import { SpanView } from './SpanView';
import { TraceToolbar } from './TraceToolbar';
import { useTraceView } from './useTraceView';

interface TraceBodyProps {
  trace: Trace;
  source: RowSource;
  rowId: string;
}

/** Left the tree or the timeline, right the selected span. */
export function TraceBody({ trace, source, rowId }: TraceBodyProps) {
  const view = useTraceView(trace, rowId);
  useKeys({
    ']': () => view.step(1),
    '[': () => view.step(-1),
    e: view.nextError,
    s: view.slowest,
    t: view.toggleTimeline,
  });
  return (
    <SplitPane
      key={view.isTimeline ? 'timeline' : 'tree'}
      name={view.isTimeline ? 'timeline' : 'tree'}
      label="Width of the span tree"
      sized="first"
      defaultSize={view.isTimeline ? 460 : 290}
      minSize={180}
      coverBelow={0}
      first={
        <div className="flex min-w-0 flex-1 flex-col">
          <TraceToolbar
            search={view.search}
            matches={view.matches.length}
            types={view.types}
            hiddenTypes={view.hiddenTypes}
            errors={view.errors.length}
            isTimeline={view.isTimeline}
            onSearch={view.setSearch}
            onNextMatch={view.nextMatch}
            onToggleType={view.toggleType}
            onToggleTimeline={view.toggleTimeline}
            onNextError={view.nextError}
            onSlowest={view.slowest}
          />
          <SpanTree
            trace={trace}
            lines={view.lines}
            search={view.search}
            selectedId={view.selected.span.id}
            isTimeline={view.isTimeline}
            onSelect={view.selectId}
            onToggle={view.toggle}
          />
        </div>
      }
      second={<SpanView source={source} node={view.selected} onSelect={view.selectId} />}
    />
  );
}
