import { useEffect, useState } from 'react';
import type { JsonPath } from '@/lib/json/jsonPath';
import type { JsonSource } from '@/lib/json/jsonStore';

export interface FieldSearchState {
  words: string;
  setWords(words: string): void;
  count: number;
  index: number;
  hit: JsonPath | null;
  step(by: 1 | -1): void;
}

/** Search inside one value, at first for what a search outside found in it, in the worker when the value lies there. */
export function useFieldSearch(source: JsonSource, initial = ''): FieldSearchState {
  const [words, setWords] = useState(initial);
  useEffect(() => setWords(initial), [initial]);
  const [hits, setHits] = useState<JsonPath[]>([]);
  const [index, setIndex] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setIndex(0);
    Promise.resolve(words === '' ? [] : source.search(words)).then(
      (found) => isCurrent && setHits(found),
      () => isCurrent && setHits([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, words]);
  return {
    words,
    setWords,
    count: hits.length,
    index,
    hit: hits[index] ?? null,
    step: (by) => setIndex((at) => (hits.length === 0 ? 0 : (at + by + hits.length) % hits.length)),
  };
}
