import type { ReactNode } from 'react';
import type { SpanFacts } from '@/api/rows';
import { CopyButton } from '@/components/CopyButton';
import { RelativeTime } from '@/components/RelativeTime';
import { cx } from '@/lib/cx';
import { formatCost, formatCount, formatDuration } from '@/lib/format';
import { isLarge } from '@/lib/json/largeValue';
import type { TraceTree } from '@/lib/trace/traceTree';
import { spanTypeLook } from './spanTypes';

interface SpanHeaderProps {
  tree: TraceTree;
  place: number;
  /** What only the row knows; it comes a moment later. */
  facts: SpanFacts | undefined;
}

export function SpanHeader({ tree, place, facts: row }: SpanHeaderProps) {
  const { icon: Icon, color } = spanTypeLook(tree.type(place));
  const metrics = isLarge(row?.metrics) ? null : row?.metrics;
  const { tokens, cost } = tree.model;
  // A call says what it is made of; anything else has the sum of what is below it.
  const isSum = tree.hasChildren(place) || (row !== undefined && metrics?.prompt_tokens == null && metrics?.completion_tokens == null);
  const facts: Array<[string, ReactNode]> = [
    ['Duration', tree.isUnderway(place) ? 'running' : formatDuration(tree.duration(place))],
    ['First token', formatDuration(metrics?.time_to_first_token)],
    ['Prompt', metrics?.prompt_tokens == null ? '' : `${formatCount(metrics.prompt_tokens)} tok`],
    ['Completion', metrics?.completion_tokens == null ? '' : `${formatCount(metrics.completion_tokens)} tok`],
    ['Tokens', isSum && (tokens[place] as number) > 0 ? `${formatCount(tokens[place])} tok` : ''],
    ['Cost', (cost[place] as number) > 0 ? formatCost(cost[place]) : ''],
  ];
  return (
    <div className="shrink-0 px-3 pt-2 pb-1">
      <div className="flex items-center gap-2">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold">
          <Icon size={16} strokeWidth={1.5} aria-hidden className={cx('shrink-0', color)} />
          <span className="truncate">{tree.name(place)}</span>
          <span className="text-xs font-normal text-faint">{tree.type(place)}</span>
        </h2>
        <div className="ml-auto">
          <CopyButton text={tree.id(place)} label="Copy row id" />
        </div>
      </div>
      <dl className="nums flex flex-wrap items-center gap-x-3 text-sm text-muted">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label} className="flex gap-1">
              <dt className="text-faint">{label}</dt>
              <dd className="font-mono">{value}</dd>
            </div>
          ))}
        <div>
          <dt className="sr-only">Created</dt>
          <dd>
            <RelativeTime at={row?.created ?? null} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
