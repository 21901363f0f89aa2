import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { usePlane } from '@/api/planeContext';
import { changed, type FieldPlace, type FieldSlice, readSlice } from '@/api/traces';
import { JsonIndenter } from '@/lib/json/jsonIndenter';

const firstBytes = 100_000;
const furtherBytes = 500_000;
/** How much stands before a place that is gone to. */
const before = 2_000;

interface Part extends FieldSlice {
  /** As it is shown: JSON is indented, when it has been read from its beginning. */
  shown: string;
  indenter: JsonIndenter | null;
}

interface Next {
  start: number;
  after: Part | null;
}

/** A large field read part by part, from its beginning or from a little before a place in it. */
export function useLargeField(place: FieldPlace, version: string, total: number, at: number) {
  const plane = usePlane();
  const start = Math.max(0, at - before);
  const parts = useInfiniteQuery({
    queryKey: ['field-parts', plane.orgId, place.from.kind, place.from.id, place.rowId, place.field, version, start],
    queryFn: async ({ pageParam, signal }): Promise<Part> => {
      const { start: from, after } = pageParam;
      const end = from + (after ? furtherBytes : firstBytes);
      const slice = await readSlice(plane, place, { start: from, end, total }, after?.isString, signal);
      if (after && after.tag !== slice.tag) throw changed();
      // A piece from the middle cannot be indented: nobody knows how deep it stands, or whether within a string.
      const known = after ? after.indenter : from === 0 ? new JsonIndenter() : null;
      const indenter = slice.isString || !known ? null : new JsonIndenter(known);
      return { ...slice, indenter, shown: indenter ? indenter.add(slice.text) : slice.text };
    },
    initialPageParam: { start, after: null } as Next,
    getNextPageParam: (last): Next | undefined => (last.end < last.total ? { start: last.end, after: last } : undefined),
    select: joined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    structuralSharing: false,
  });
  return { ...parts, start };
}

function joined({ pages }: InfiniteData<Part, Next>) {
  const last = pages.at(-1) as Part;
  return { text: pages.map((page) => page.shown).join(''), end: last.end, isString: last.isString };
}
