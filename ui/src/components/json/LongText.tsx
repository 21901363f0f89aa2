import { useEffect, useRef, useState } from 'react';
import { formatBytes, formatExact } from '@/lib/format';
import type { JsonPath } from '@/lib/json/jsonPath';
import type { JsonSource, TextSlice } from '@/lib/json/jsonStore';
import { Highlight } from '../Highlight';
import { Lost } from './Lost';
import { TextLines } from './TextLines';

const cutAt = 4096;
// Above this the text is shown line by line, only those in sight.
const wholeUpTo = 100_000;
// A page is no taller than a browser allows, and passes between threads without a pause.
const partLength = 4_000_000;

interface LongTextProps {
  source: JsonSource;
  path?: JsonPath;
  search?: string;
  /** Whether the text has what is sought: then it is brought into sight. */
  hasHit?: boolean;
  startsOpen?: boolean;
  onClose?(): void;
  /** Loads the value again when it is no longer at hand. */
  onLost?(): void;
  isMono?: boolean;
}

/** Text that is cut at 4 KB until the reader asks for all of it; of millions of characters one part at a time is shown. */
export function LongText({
  source,
  path = [],
  search = '',
  hasHit = false,
  startsOpen = false,
  onClose,
  onLost,
  isMono = false,
}: LongTextProps) {
  const [slice, setSlice] = useState<TextSlice | null>(null);
  const [isOpen, setOpen] = useState(startsOpen);
  const [part, setPart] = useState(0);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the source stands for the path too
  useEffect(() => {
    let isCurrent = true;
    setFailed(false);
    Promise.resolve(source.text(path, isOpen ? part * partLength : 0, isOpen ? partLength : cutAt)).then(
      (next) => isCurrent && setSlice(next),
      () => isCurrent && setFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, isOpen, part]);

  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hasHit || search === '' || !slice) return;
    if (!isOpen && !slice.text.toLowerCase().includes(search.toLowerCase())) setOpen(true);
    else frame.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
  }, [hasHit, search, slice, isOpen]);

  if (failed) return <Lost what="text" onLost={onLost} />;
  if (!slice) return <div className="h-5" aria-busy="true" />;
  const isCut = !isOpen && slice.text.length < slice.total;
  const parts = Math.ceil(slice.total / partLength);
  const font = isMono ? 'font-mono text-sm' : '';
  return (
    <div ref={frame}>
      {isOpen && parts > 1 && (
        <div className="nums flex items-center gap-3 py-1 text-sm text-muted">
          <span role="status">
            Part {part + 1} of {parts}, from character {formatExact(part * partLength)}
          </span>
          <button
            type="button"
            disabled={part === 0}
            className="text-accent hover:underline disabled:text-faint disabled:no-underline"
            onClick={() => setPart(part - 1)}
          >
            Previous part
          </button>
          <button
            type="button"
            disabled={part + 1 >= parts}
            className="text-accent hover:underline disabled:text-faint disabled:no-underline"
            onClick={() => setPart(part + 1)}
          >
            Next part
          </button>
        </div>
      )}
      {slice.text.length > wholeUpTo ? (
        <TextLines key={part} text={slice.text} search={search} className={font} />
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
      {isOpen && slice.total > cutAt && (
        <button type="button" className="mt-1 text-sm text-accent hover:underline" onClick={() => (onClose ? onClose() : setOpen(false))}>
          Show less
        </button>
      )}
    </div>
  );
}
