import { ScoreBar } from '@/components/score/ScoreBar';
import { EmptyState } from '@/components/state/EmptyState';
import { scoresOf } from '@/lib/trace/traceScores';
import type { TraceTree } from '@/lib/trace/traceTree';

interface ScoresTabProps {
  tree: TraceTree;
  place: number;
  onSelect(place: number): void;
}

/** Each score that judges the span, and the way to the scorer's span. */
export function ScoresTab({ tree, place, onSelect }: ScoresTabProps) {
  const scores = scoresOf(tree, place);
  if (scores.length === 0) return <EmptyState title="This span has no scores" />;
  return (
    <ul>
      {scores.map(({ name, score, scorer }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two scorers may give one name
        <li key={index} className="flex min-h-9 items-center gap-3 border-b border-line px-3">
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <ScoreBar score={score} />
          <span className="w-24 text-right">
            {scorer !== null && (
              <button type="button" className="text-sm text-accent hover:underline" onClick={() => onSelect(scorer)}>
                Scorer span
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
