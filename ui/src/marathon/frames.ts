/** Server-sent events, as they come in pieces: the data of each that is whole. Blank lines between them only tell that the stream lives. */

/** A deployment of ten thousand apps is some two million. */
const mostCharacters = 16 * 1024 * 1024;

export class Frames {
  #rest = '';

  /** Throws when an event is larger than any that there is. */
  read(piece: string): readonly string[] {
    const parts = (this.#rest + piece).split(/\r?\n\r?\n/);
    this.#rest = parts.pop()!;
    if (this.#rest.length > mostCharacters) throw new Error('An event is too large');
    return parts.map(dataOf).filter((data) => data !== '');
  }
}

function dataOf(frame: string): string {
  return frame
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trimStart())
    .join('\n');
}
