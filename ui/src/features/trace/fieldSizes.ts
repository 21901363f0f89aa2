/** Fields up to here, in bytes of JSON text, are read whole; larger ones part by part. */
export const wholeUpTo = 500_000;

/** Above this a value is not loaded whole: a page has to live beside it. */
export const loadableUpTo = 128_000_000;
