import type { TraceSummary } from '@/api/rows';
import { previewJson } from '@/lib/json/flattenJson';
import { isLarge } from '@/lib/json/largeValue';
import type { Verdict } from './comparison';
import type { Comparison } from './useComparison';

export interface VerdictFilter {
  verdict: Verdict;
  score: string;
}

/** `worse:Levenshtein` in the address. */
export function parseVerdict(text: string | undefined): VerdictFilter | null {
  const match = /^(better|same|worse):(.+)$/s.exec(text ?? '');
  return match ? { verdict: match[1] as Verdict, score: match[2] as string } : null;
}

export function filterCases(
  rows: TraceSummary[],
  words: string,
  verdict: VerdictFilter | null,
  comparison: Comparison | null,
): TraceSummary[] {
  const needle = words.trim().toLowerCase();
  const verdicts = verdict && comparison ? comparison.byScore.get(verdict.score)?.verdicts : undefined;
  return rows.filter((row) => {
    if (verdict) {
      const key = comparison?.keyOf.get(row.root_span_id);
      if (key === undefined || verdicts?.get(key) !== verdict.verdict) return false;
    }
    return needle === '' || [row.input, row.output, row.expected, row.error, row.tags].some((value) => plain(value).includes(needle));
  });
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = isLarge(value) ? value.preview : typeof value === 'string' ? value : previewJson(value, 500);
  return text.toLowerCase();
}
