import type { ReactNode } from 'react';
import { CopyButton } from '@/components/CopyButton';
import { RelativeTime } from '@/components/RelativeTime';
import { cx } from '@/lib/cx';
import { formatCost, formatCount, formatDuration } from '@/lib/format';
import type { TraceNode } from './buildTrace';
import { spanTypeLook } from './spanTypes';

export function SpanHeader({ node }: { node: TraceNode }) {
  const { icon: Icon, color } = spanTypeLook(node.type);
  const metrics = node.span.metrics;
  const facts: Array<[string, ReactNode]> = [
    ['Duration', node.start !== null && node.end === null ? 'running' : formatDuration(node.duration)],
    ['First token', formatDuration(metrics?.time_to_first_token)],
    ['Prompt', metrics?.prompt_tokens == null ? '' : `${formatCount(metrics.prompt_tokens)} tok`],
    ['Completion', metrics?.completion_tokens == null ? '' : `${formatCount(metrics.completion_tokens)} tok`],
    ['Cost', node.cost > 0 ? formatCost(node.cost) : ''],
  ];
  return (
    <div className="shrink-0 px-3 pt-2 pb-1">
      <div className="flex items-center gap-2">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold">
          <Icon size={16} strokeWidth={1.5} aria-hidden className={cx('shrink-0', color)} />
          <span className="truncate">{node.name}</span>
          <span className="text-xs font-normal text-faint">{node.type}</span>
        </h2>
        <div className="ml-auto">
          <CopyButton text={node.span.id} label="Copy row id" />
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
            <RelativeTime at={node.span.created} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
