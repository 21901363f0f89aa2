import { useEffect, useState } from 'react';
import { formatBytes } from '@/lib/format';
import type { JsonPath } from '@/lib/json/jsonPath';
import type { JsonSource, TextSlice } from '@/lib/json/jsonStore';
import { Highlight } from '../Highlight';
import { TextLines } from './TextLines';

const cutAt = 4096;
// Above this the text is shown line by line, only those in sight.
const wholeUpTo = 100_000;

interface LongTextProps {
  source: JsonSource;
  path?: JsonPath;
  search?: string;
  startsOpen?: boolean;
  onClose?(): void;
  isMono?: boolean;
}

/** Text that is cut at 4 KB until the reader asks for all of it. */
export function LongText({ source, path = [], search = '', startsOpen = false, onClose, isMono = false }: LongTextProps) {
  const [slice, setSlice] = useState<TextSlice | null>(null);
  const [isOpen, setOpen] = useState(startsOpen);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the source stands for the path too
  useEffect(() => {
    let isCurrent = true;
    Promise.resolve(source.text(path, 0, isOpen ? Number.POSITIVE_INFINITY : cutAt)).then(
      (next) => isCurrent && setSlice(next),
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, isOpen]);

  if (failed) return <p className="text-muted">This text is no longer at hand. Open the row again to load it.</p>;
  if (!slice) return <div className="h-5" aria-busy="true" />;
  const isCut = slice.text.length < slice.total;
  const font = isMono ? 'font-mono text-sm' : '';
  return (
    <div>
      {slice.text.length > wholeUpTo ? (
        <TextLines text={slice.text} search={search} className={font} />
      ) : (
        <div className={`break-words whitespace-pre-wrap [overflow-wrap:anywhere] ${font}`}>
          <Highlight text={slice.text} search={search} />
          {isCut && '…'}
        </div>
      )}
      {isCut && (
        <button type="button" className="mt-1 text-sm text-accent hover:underline" onClick={() => setOpen(true)}>
          Show all ({formatBytes(slice.total)})
        </button>
      )}
      {!isCut && slice.total > cutAt && (
        <button type="button" className="mt-1 text-sm text-accent hover:underline" onClick={() => (onClose ? onClose() : setOpen(false))}>
          Show less
        </button>
      )}
    </div>
  );
}
