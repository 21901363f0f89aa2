/** A transaction id holds its second in bits 16 to 47. */
export function transactionTime(xactId: string): string | null {
  if (!/^\d{1,20}$/.test(xactId)) return null;
  const seconds = Number((BigInt(xactId) >> 16n) & 0xffffffffn);
  return new Date(seconds * 1000).toISOString();
}
