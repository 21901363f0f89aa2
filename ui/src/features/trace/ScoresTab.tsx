import type { SpanRow } from '@/api/rows';
import { ScoreBar } from '@/components/score/ScoreBar';
import { EmptyState } from '@/components/state/EmptyState';
import type { TraceNode } from './buildTrace';
import { scorerSpans } from './scorerSpans';

interface ScoresTabProps {
  row: SpanRow;
  node: TraceNode;
  onSelect(id: string): void;
}

/** Each score of the span and the scorer's span that gave it, where the reasons stand. */
export function ScoresTab({ row, node, onSelect }: ScoresTabProps) {
  const scores = Object.entries(row.scores ?? {});
  const scorers = scorerSpans(node);
  if (scores.length === 0) return <EmptyState title="This span has no scores" />;
  return (
    <ul>
      {scores.map(([name, score]) => {
        const scorer = scorers.get(name);
        return (
          <li key={name} className="flex min-h-9 items-center gap-3 border-b border-line px-3">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <ScoreBar score={score} />
            <span className="w-24 text-right">
              {scorer && scorer !== node && (
                <button type="button" className="text-sm text-accent hover:underline" onClick={() => onSelect(scorer.span.id)}>
                  Scorer span
                </button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
