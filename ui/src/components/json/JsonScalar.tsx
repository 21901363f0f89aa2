import type { JsonKind } from '@/lib/json/flattenJson';
import { Highlight } from '../Highlight';

const colors: Partial<Record<JsonKind, string>> = {
  string: 'text-better',
  number: 'text-running',
  boolean: 'text-span-llm',
  null: 'text-faint',
};

export function JsonScalar({ kind, text, search }: { kind: JsonKind; text: string; search: string }) {
  return (
    <span className={colors[kind]}>
      {kind === 'string' ? (
        <>
          "<Highlight text={text} search={search} />"
        </>
      ) : (
        <Highlight text={text} search={search} />
      )}
    </span>
  );
}
