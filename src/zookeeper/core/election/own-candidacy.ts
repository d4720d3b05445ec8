/**
 * By which node a master stands for election now. After its session expired the node of that session
 * may still be there for a while, and may even come first: it says the name of a master that does not
 * stand by it any more, and would not hear in time when it goes. So a master that asks who leads is
 * not told of itself by any other node than this.
 */
export class OwnCandidacy {
  #name: string | undefined;
  /** Called at every change. */
  onChange: () => void = () => undefined;
  readonly #masterId: string;

  constructor(masterId: string) {
    this.#masterId = masterId;
  }

  set name(name: string | undefined) {
    this.#name = name;
    this.onChange();
  }

  /** Does the node speak for this master without being its candidacy? */
  isGhost(name: string, masterId: string): boolean {
    return masterId === this.#masterId && name !== this.#name;
  }
}
