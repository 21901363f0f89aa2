/**
 * Breaks JSON text into indented lines piece by piece, wherever the pieces are cut: what `JSON.stringify(value, null, 2)` would give, for a
 * value of which only the beginning is at hand.
 */
export class JsonIndenter {
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** An opened container of which it is not known yet whether it is empty. */
  #isOpen = false;

  /** Goes on where another one has come to. */
  constructor(from?: JsonIndenter) {
    if (!from) return;
    this.#depth = from.#depth;
    this.#isInString = from.#isInString;
    this.#isEscaped = from.#isEscaped;
    this.#isOpen = from.#isOpen;
  }

  add(text: string): string {
    let out = '';
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text[at] as string;
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (unit === '\\') this.#isEscaped = true;
        else if (unit === '"') this.#isInString = false;
        continue;
      }
      out += text.slice(from, at) + this.#unit(unit);
      from = at + 1;
    }
    return out + text.slice(from);
  }

  #unit(unit: string): string {
    if (unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r') return '';
    if (unit === '}' || unit === ']') {
      this.#depth--;
      const before = this.#isOpen ? '' : this.#line();
      this.#isOpen = false;
      return before + unit;
    }
    const before = this.#isOpen ? this.#line() : '';
    this.#isOpen = unit === '{' || unit === '[';
    if (this.#isOpen) this.#depth++;
    if (unit === '"') this.#isInString = true;
    if (unit === ',') return before + unit + this.#line();
    return before + (unit === ':' ? ': ' : unit);
  }

  #line(): string {
    return `\n${'  '.repeat(Math.max(0, this.#depth))}`;
  }
}
