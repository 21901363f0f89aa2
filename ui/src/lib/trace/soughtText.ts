/** What of a search is marked where it stands: of words that all have to be there the longest, of quoted ones the phrase. */
export function soughtText(sought: string, mode: 'text' | 'words'): string {
  if (mode === 'text') return sought;
  const phrases = [...sought.matchAll(/"([^"]+)"/g)].map((match) => match[1] as string);
  const words = phrases.length > 0 ? phrases : sought.split(/[\s"]+/);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}
