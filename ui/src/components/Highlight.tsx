import { Fragment } from 'react';

/** Marks where the search words stand in the text. */
export function Highlight({ text, search }: { text: string; search: string }) {
  if (search === '') return <>{text}</>;
  const parts: Array<{ text: string; isHit: boolean; at: number }> = [];
  const lower = text.toLowerCase();
  const needle = search.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0 && parts.length < 400; at = lower.indexOf(needle, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isHit: false, at: from });
    parts.push({ text: text.slice(at, at + needle.length), isHit: true, at });
    from = at + needle.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isHit: false, at: from });
  return (
    <>
      {parts.map((part) =>
        part.isHit ? (
          <mark key={part.at} className="rounded-[2px] bg-mark text-text">
            {part.text}
          </mark>
        ) : (
          <Fragment key={part.at}>{part.text}</Fragment>
        ),
      )}
    </>
  );
}
