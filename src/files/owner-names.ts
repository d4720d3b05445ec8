/**
 * Names of users and groups, as `ls -l` shows them. Node tells only the name of the current user,
 * so the machine's tables are read; they are read again when they changed. Ids without a name stay
 * numbers.
 */
import { promises as fs } from 'node:fs';

class NameTable {
  readonly #path: string;
  #mtimeMs = -1;
  #names: ReadonlyMap<number, string> = new Map();

  constructor(path: string) {
    this.#path = path;
  }

  find(id: number): string {
    return this.#names.get(id) ?? String(id);
  }

  async refresh(): Promise<void> {
    try {
      const { mtimeMs } = await fs.stat(this.#path);
      if (mtimeMs === this.#mtimeMs) return;
      this.#names = parse(await fs.readFile(this.#path, 'utf8'));
      this.#mtimeMs = mtimeMs;
    } catch {
      // A machine without such a table shows numbers; that is no reason to refuse a listing.
      this.#names = new Map();
      this.#mtimeMs = -1;
    }
  }
}

/** "name:password:id:..."; the first of equal ids wins, as in getpwuid. */
function parse(text: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name = '', , digits = ''] = line.split(':');
    const id = Number(digits);
    if (name !== '' && digits !== '' && !names.has(id)) names.set(id, name);
  }
  return names;
}

export class OwnerNames {
  readonly #users = new NameTable('/etc/passwd');
  readonly #groups = new NameTable('/etc/group');

  async refresh(): Promise<void> {
    await Promise.all([this.#users.refresh(), this.#groups.refresh()]);
  }

  user(id: number): string {
    return this.#users.find(id);
  }

  group(id: number): string {
    return this.#groups.find(id);
  }
}
