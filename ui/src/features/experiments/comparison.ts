export interface CaseScores {
  /** Equal for equal inputs. */
  key: string;
  rootSpanId: string;
  scores: Record<string, number>;
}

export type Verdict = 'better' | 'same' | 'worse';

export interface ScoreComparison {
  better: number;
  same: number;
  worse: number;
  /** Verdict per input. */
  verdicts: Map<string, Verdict>;
  /** The base's average per input. */
  before: Map<string, number>;
}

// Averages of equal values may differ in the last bits.
const tolerance = 1e-9;

/** Compares per input: trials of one input are averaged on both sides, and inputs that only one side has do not count. */
export function compareScores(current: CaseScores[], base: CaseScores[]): Map<string, ScoreComparison> {
  const now = averages(current);
  const before = averages(base);
  const result = new Map<string, ScoreComparison>();
  for (const [name, nowByKey] of now) {
    const beforeByKey = before.get(name) ?? new Map<string, number>();
    const comparison: ScoreComparison = { better: 0, same: 0, worse: 0, verdicts: new Map(), before: beforeByKey };
    for (const [key, value] of nowByKey) {
      const was = beforeByKey.get(key);
      if (was === undefined) continue;
      const verdict = value > was + tolerance ? 'better' : value < was - tolerance ? 'worse' : 'same';
      comparison[verdict]++;
      comparison.verdicts.set(key, verdict);
    }
    result.set(name, comparison);
  }
  return result;
}

function averages(cases: CaseScores[]): Map<string, Map<string, number>> {
  const sums = new Map<string, Map<string, { sum: number; count: number }>>();
  for (const { key, scores } of cases) {
    for (const [name, score] of Object.entries(scores)) {
      let byKey = sums.get(name);
      if (!byKey) {
        byKey = new Map();
        sums.set(name, byKey);
      }
      const entry = byKey.get(key);
      if (entry) {
        entry.sum += score;
        entry.count++;
      } else byKey.set(key, { sum: score, count: 1 });
    }
  }
  return new Map([...sums].map(([name, byKey]) => [name, new Map([...byKey].map(([key, { sum, count }]) => [key, sum / count]))]));
}
