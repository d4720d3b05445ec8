/**
 * From a user's name to ids. Node cannot ask the system's user database, and reading /etc/passwd
 * would miss LDAP and the like, so `id` is asked; answers are kept for a minute.
 */
import { execFile } from 'node:child_process';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { findUserNameFault } from '../user-name.ts';

export interface UserIds {
  readonly uid: number;
  readonly gid: number;
}

/** Long enough that a burst of tasks asks once, short enough that a new uid is soon seen. */
const keepMs = 60_000;
/** Names an agent meets are few; a hostile framework must not fill memory with invented ones. */
const mostKept = 1000;

export class Users {
  readonly #known = new Map<string, { readonly ids: UserIds; readonly untilMs: number }>();
  /** Hundreds of launches of one turn ask for the same user: a process for each would hold up the loop. */
  readonly #asked = new Map<string, Promise<Result<UserIds>>>();
  readonly #ask: (name: string) => Promise<Result<UserIds>>;

  constructor(ask: (name: string) => Promise<Result<UserIds>> = askSystem) {
    this.#ask = ask;
  }

  async resolve(name: string): Promise<Result<UserIds>> {
    const kept = this.#known.get(name);
    if (kept !== undefined && kept.untilMs > performance.now()) return ok(kept.ids);
    const fault = findUserNameFault(name);
    if (fault !== undefined) return failure(`Failed to find user '${name}': ${fault}`);
    const asked = this.#asked.get(name) ?? this.#ask(name);
    this.#asked.set(name, asked);
    const found = await asked;
    this.#asked.delete(name);
    if (!found.ok) return found;
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(name, { ids: found.value, untilMs: performance.now() + keepMs });
    return found;
  }
}

function askSystem(name: string): Promise<Result<UserIds>> {
  return new Promise((resolve) => {
    const script = 'id -u -- "$1" && id -g -- "$1"';
    execFile('/bin/sh', ['-c', script, 'sh', name], (error, stdout) => {
      const [uid, gid] = stdout.trim().split('\n').map(Number);
      if (error !== null || uid === undefined || gid === undefined) {
        resolve(failure(`No such user '${name}' on this agent`));
      } else {
        resolve(ok({ uid, gid }));
      }
    });
  });
}
