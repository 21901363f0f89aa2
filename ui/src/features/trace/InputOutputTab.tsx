import type { SpanRow } from '@/api/rows';
import { FieldSection } from './FieldSection';

export function InputOutputTab({ row, type }: { row: SpanRow; type: string }) {
  const canChat = type === 'llm';
  const hasError = row.error !== null && row.error !== undefined;
  return (
    <>
      {hasError && <FieldSection label="Error" value={row.error} tone="error" />}
      <FieldSection label="Input" value={row.input ?? null} canChat={canChat} />
      <FieldSection label="Output" value={row.output ?? null} canChat={canChat} />
      {row.expected !== null && row.expected !== undefined && <FieldSection label="Expected" value={row.expected} />}
    </>
  );
}
