/**
 * The lines of a file that are in the page: at most a hundred thousand, and so many characters; what
 * is too much is forgotten from the beginning. A line has a number of its own that stays while others
 * come before and behind it, and the place of its first byte in the file. Very long lines are cut.
 */
export interface LogLine {
  /** Of its first byte in the file. */
  readonly at: number;
  readonly text: string;
  /** Characters that are not in `text`: the line is too long. */
  readonly cut: number;
  /** No line of the file: what became of the file here. */
  readonly note?: 'anew' | 'skipped';
}

export const mostLines = 100_000;
export const mostCharacters = 32 * 1024 * 1024;
export const mostLineCharacters = 16 * 1024;

export class LineRing {
  #lines: LogLine[] = [];
  #first = 0;
  #characters = 0;
  /** The last line has no end yet. */
  #isOpen = false;

  /** The number of the first line, and that behind the last. */
  get first(): number {
    return this.#first;
  }

  get end(): number {
    return this.#first + this.#lines.length;
  }

  get isFull(): boolean {
    return this.#lines.length >= mostLines || this.#characters >= mostCharacters;
  }

  lineAt(number: number): LogLine | undefined {
    return this.#lines[number - this.#first];
  }

  /** `at`: of the first byte of the text. */
  append(text: string, at: number): void {
    let [start, offset] = [0, at];
    while (start < text.length) {
      const end = text.indexOf('\n', start);
      const part = end < 0 ? text.slice(start) : text.slice(start, end);
      this.#grow(part, offset);
      if (end < 0) break;
      this.#isOpen = false;
      offset += bytesOf(part) + 1;
      start = end + 1;
    }
    this.#forget();
  }

  /** What stands in the file directly before the first line. */
  prepend(text: string, at: number): void {
    const before = new LineRing();
    before.append(text, at);
    const lines = before.#lines;
    const [joint, next] = [lines.at(-1), this.#lines[0]];
    if (before.#isOpen && joint !== undefined && next !== undefined) {
      lines.pop();
      this.#characters -= next.text.length;
      const joined = cutLine(joint.at, joint.text + next.text, joint.cut + next.cut);
      this.#characters += joined.text.length;
      this.#lines[0] = joined;
    }
    this.#lines = lines.concat(this.#lines);
    this.#first -= lines.length;
    this.#characters += lines.reduce((sum, line) => sum + line.text.length, 0);
  }

  note(note: 'anew' | 'skipped', at: number): void {
    this.#isOpen = false;
    this.#lines.push({ at, text: '', cut: 0, note });
    this.#forget();
  }

  clear(): void {
    // Numbers are not used twice: nothing that was remembered of a line fits another one.
    this.#first = this.end;
    this.#lines = [];
    this.#characters = 0;
    this.#isOpen = false;
  }

  /** The line that has this byte; the last before it when none has. */
  numberOf(byte: number): number {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#lines[middle]!.at <= byte) low = middle + 1;
      else high = middle;
    }
    return this.#first + Math.max(0, low - 1);
  }

  #grow(part: string, at: number): void {
    const last = this.#isOpen ? this.#lines.pop() : undefined;
    const line =
      last === undefined
        ? cutLine(at, part, 0)
        : cutLine(last.at, last.text + part.slice(0, mostLineCharacters), last.cut, part);
    this.#lines.push(line);
    this.#characters += line.text.length - (last?.text.length ?? 0);
    this.#isOpen = true;
  }

  #forget(): void {
    let count = 0;
    while (
      this.#lines.length - count > mostLines ||
      (this.#characters > mostCharacters && count < this.#lines.length - 1)
    ) {
      this.#characters -= this.#lines[count]!.text.length;
      count++;
    }
    if (count > 0) this.#lines.splice(0, count);
    this.#first += count;
  }
}

/** `added`: of which only the beginning is in `text`. */
function cutLine(at: number, text: string, cut: number, added = ''): LogLine {
  const left = Math.max(0, added.length - mostLineCharacters);
  const kept = text.slice(0, mostLineCharacters);
  return { at, text: kept, cut: cut + left + text.length - kept.length };
}

/**
 * In the file. What was no UTF-8 came as U+FFFD, and was a byte more often than not; a character that
 * is written so takes three, and then places are a little too small.
 */
export function bytesOf(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 || code === 0xfffd) continue;
    // Of a pair each half counts two.
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return bytes;
}
