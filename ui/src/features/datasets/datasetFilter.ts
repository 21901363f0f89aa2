import { literal } from '@/api/btql';

const searched = ['input', 'expected', 'metadata', 'tags'];

export function datasetFilter(words: string | undefined): string | undefined {
  const text = words?.trim();
  return text ? searched.map((column) => `${column} MATCH ${literal(text)}`).join(' OR ') : undefined;
}
