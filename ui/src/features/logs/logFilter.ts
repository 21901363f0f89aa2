import { literal } from '@/api/btql';

const searched = ['input', 'output', 'expected', 'error', 'metadata', 'tags', 'span_attributes'];

/** The filter of the query language for the search box and the error switch; undefined when nothing is asked for. */
export function logFilter(words: string | undefined, onlyErrors: boolean): string | undefined {
  const parts: string[] = [];
  const text = words?.trim();
  if (text) parts.push(`(${searched.map((column) => `${column} MATCH ${literal(text)}`).join(' OR ')})`);
  if (onlyErrors) parts.push('error IS NOT NULL');
  return parts.length === 0 ? undefined : parts.join(' AND ');
}
