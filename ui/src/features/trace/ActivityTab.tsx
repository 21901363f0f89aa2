import { useMemo } from 'react';
import type { AuditEntry, SpanFacts } from '@/api/rows';
import { RelativeTime } from '@/components/RelativeTime';
import { EmptyState } from '@/components/state/EmptyState';
import { transactionTime } from './transactionTime';

const verbs: Record<string, string> = { upsert: 'Written', merge: 'Changed', delete: 'Deleted' };

type Entry = { id: string; at: string | null; title: string; detail: string | null };

/** Comments and edits of the row, newest first. */
export function ActivityTab({ row }: { row: Pick<SpanFacts, 'comments' | 'audit_data'> }) {
  const entries = useMemo(() => toEntries(row), [row]);
  if (entries.length === 0) return <EmptyState title="Nothing happened to this row since it was written" />;
  return (
    <ol className="px-3 py-2">
      {entries.map((entry) => (
        <li key={entry.id} className="border-l border-line-strong py-1.5 pl-3">
          <div className="flex gap-2 text-sm text-muted">
            <span>{entry.title}</span>
            <RelativeTime at={entry.at} className="text-faint" />
          </div>
          {entry.detail && <p className="break-words whitespace-pre-wrap">{entry.detail}</p>}
        </li>
      ))}
    </ol>
  );
}

function toEntries(row: Pick<SpanFacts, 'comments' | 'audit_data'>): Entry[] {
  const edits = (row.audit_data ?? []).map((entry: AuditEntry, index): Entry => {
    const action = entry.audit_data?.action ?? '';
    const source = entry.source ?? (typeof entry.audit_data?.source === 'string' ? entry.audit_data.source : null);
    return {
      id: `${entry._xact_id}-${index}`,
      at: transactionTime(entry._xact_id),
      title: `${verbs[action] ?? 'Edited'}${source ? ` through ${source}` : ''}`,
      detail: null,
    };
  });
  const comments = (row.comments ?? []).map(
    (comment, index): Entry => ({
      id: comment.id ?? `comment-${index}`,
      at: comment.created ?? null,
      title: 'Comment',
      detail: comment.comment?.text ?? null,
    }),
  );
  return [...edits, ...comments].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1));
}
