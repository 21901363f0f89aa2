type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown;

const mayLoseDigits = /\d{16}|\d[eE][+-]?\d{3}|\d\.\d{16}/;

/** Parses JSON; numbers that a double cannot hold keep their text, so that what is shown is what was stored. */
export function parseJson(text: string): unknown {
  if (!mayLoseDigits.test(text)) return JSON.parse(text);
  const reviver: SourceReviver = (_, value, context) => {
    if (typeof value !== 'number' || !context?.source) return value;
    const exact = Number.isFinite(value) && (Number.isSafeInteger(value) || !/^-?\d{16,}$/.test(context.source));
    return exact ? value : context.source;
  };
  return JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1]);
}
