/**
 * The names of user id 0 on this machine. `root` need not be the only one, and the table may change
 * while a master runs, so it is read again when it did. A machine without a table has no aliases.
 */
import { readFileSync, statSync } from 'node:fs';

export class RootAliases {
  readonly #path: string;
  #mtimeMs = -1;
  #names: ReadonlySet<string> = new Set();

  constructor(path = '/etc/passwd') {
    this.#path = path;
  }

  has(name: string): boolean {
    try {
      const { mtimeMs } = statSync(this.#path);
      if (mtimeMs !== this.#mtimeMs) this.#names = parse(readFileSync(this.#path, 'utf8'));
      this.#mtimeMs = mtimeMs;
    } catch {
      this.#names = new Set();
      this.#mtimeMs = -1;
    }
    return this.#names.has(name);
  }
}

/** "name:password:id:..." */
function parse(text: string): ReadonlySet<string> {
  const rows = text.split('\n').map((line) => line.split(':'));
  const roots = rows.filter(([, , id]) => id !== undefined && /^0+$/u.test(id));
  return new Set(roots.map(([name]) => name!));
}
