/** Many texts as one, so that a list of a hundred thousand passes between threads without an object for each. */
export interface PackedTexts {
  text: string;
  /** Where each one starts; one more for the end of the last. */
  starts: Uint32Array;
}

export function packTexts(texts: readonly string[]): PackedTexts {
  const starts = new Uint32Array(texts.length + 1);
  for (let i = 0; i < texts.length; i++) starts[i + 1] = (starts[i] as number) + (texts[i] as string).length;
  return { text: texts.join(''), starts };
}

export function textAt({ text, starts }: PackedTexts, index: number): string {
  return text.slice(starts[index], starts[index + 1]);
}

/** The first place of a text; -1 when it is not among them. */
export function placeOf({ text, starts }: PackedTexts, sought: string): number {
  for (let i = 0; i + 1 < starts.length; i++) {
    if ((starts[i + 1] as number) - (starts[i] as number) === sought.length && text.startsWith(sought, starts[i])) return i;
  }
  return -1;
}
