import { GitBranch, GitCommitHorizontal } from 'lucide-react';
import type { Experiment } from '@/api/objects';
import { Chip } from '@/components/Chip';
import { RelativeTime } from '@/components/RelativeTime';

export function ExperimentFacts({ experiment }: { experiment: Experiment }) {
  const repo = experiment.repo_info;
  const commit = repo?.commit ?? experiment.commit;
  return (
    <>
      <RelativeTime at={experiment.created} />
      {repo?.branch && (
        <span className="flex items-center gap-1">
          <GitBranch size={14} strokeWidth={1.5} aria-label="Branch" />
          <span className="max-w-40 truncate">{repo.branch}</span>
        </span>
      )}
      {commit && (
        <span className="flex items-center gap-1" title={repo?.commit_message ?? undefined}>
          <GitCommitHorizontal size={14} strokeWidth={1.5} aria-label="Commit" />
          <span className="font-mono">
            {commit.slice(0, 7)}
            {repo?.dirty ? '+' : ''}
          </span>
        </span>
      )}
      {experiment.tags?.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
    </>
  );
}
