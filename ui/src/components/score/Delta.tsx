import { formatPoints } from '@/lib/format';

interface DeltaProps {
  /** Difference on the 0..1 scale. */
  value: number | null | undefined;
  /** For durations and tokens less is better. */
  lowerIsBetter?: boolean;
  unit?: string;
}

const smallest = 1e-9;

/** A difference with colour and sign: ▲ better, ▼ worse. */
export function Delta({ value, lowerIsBetter = false, unit = '' }: DeltaProps) {
  if (value == null) return null;
  if (Math.abs(value) < smallest) return <span className="nums font-mono text-xs text-faint">=</span>;
  const isBetter = value > 0 !== lowerIsBetter;
  const sign = value > 0 ? '+' : '−';
  return (
    <span className={`nums font-mono text-xs whitespace-nowrap ${isBetter ? 'text-better' : 'text-worse'}`}>
      <span aria-hidden>{isBetter ? '▲' : '▼'}</span>
      <span className="sr-only">{isBetter ? 'better by ' : 'worse by '}</span>
      {sign}
      {formatPoints(value)}
      {unit}
    </span>
  );
}
