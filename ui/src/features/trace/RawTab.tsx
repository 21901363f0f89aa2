import { useMemo } from 'react';
import { isLarge } from '@/lib/json/largeValue';
import { FieldSection } from './FieldSection';

/** The row as it is stored. Fields too big to stand in one document follow by themselves. */
export function RawTab({ row }: { row: object }) {
  const [small, large] = useMemo(() => {
    const entries = Object.entries(row);
    return [Object.fromEntries(entries.filter(([, value]) => !isLarge(value))), entries.filter(([, value]) => isLarge(value))] as const;
  }, [row]);
  return (
    <>
      <FieldSection label="Row" value={small} />
      {large.map(([field, value]) => (
        <FieldSection key={field} label={field} value={value} />
      ))}
    </>
  );
}
