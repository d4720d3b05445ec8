/**
 * What HAProxy runs: the skeleton that it was last loaded with and the servers of each backend, with
 * all that the runtime API was told since. Follows the outcomes of commands exactly; where it can no
 * longer know (a command without an answer), it says that a reload is needed.
 */
import type { Backend, Configuration } from '../config/configuration.ts';
import {
  differenceOf,
  lineOf,
  runningServersOf,
  type Change,
  type Difference,
  type Outcome,
  type RunningServer,
} from './changes.ts';

export class Running {
  /** The file's text without servers, and its maps. */
  readonly shape: string;
  readonly #backends: Map<string, Map<string, RunningServer>>;
  readonly #leaving = new Map<string, { readonly backend: string; readonly name: string }>();
  /** Places of servers that cannot become what is wanted without a reload. */
  readonly #impossible = new Set<string>();
  #isUncertain = false;
  /** Why a reload is needed, even if the shape is the one that is wanted. */
  doubt: string | undefined;

  constructor(loaded: Pick<Configuration, 'backends'> & { readonly shape: string }) {
    this.shape = loaded.shape;
    this.#backends = new Map(
      loaded.backends.map((backend) => [backend.name, runningServersOf(backend)]),
    );
  }

  /** A HAProxy that was found running, or started from a file of before. */
  static unknown(): Running {
    const running = new Running({ shape: '', backends: [] });
    running.lose('what HAProxy was started with is from before');
    return running;
  }

  /** From now on nobody knows what servers it has. */
  lose(why: string): void {
    this.#isUncertain = true;
    this.doubt = why;
  }

  get leaving(): readonly { readonly backend: string; readonly name: string }[] {
    return [...this.#leaving.values()];
  }

  /** Backends that it does not have take a reload anyway. */
  differenceTo(backends: Iterable<Backend>): Difference {
    const changes: Change[] = [];
    let reload: string | undefined;
    if (this.#isUncertain) return { changes };
    for (const backend of backends) {
      const servers = this.#backends.get(backend.name);
      if (servers === undefined) continue;
      const difference = differenceOf(servers, backend);
      for (const change of difference.changes) {
        if (!this.#impossible.has(placeOf(change))) changes.push(change);
      }
      reload ??= difference.reload;
    }
    return { changes, ...(reload === undefined ? {} : { reload }) };
  }

  settle(change: Change, outcome: Outcome): void {
    const servers = this.#backends.get(change.backend);
    if (servers === undefined) return;
    if (outcome.kind === 'failed') {
      this.doubt = `${change.kind} ${placeOf(change)}: ${outcome.why}`;
      this.#impossible.add(placeOf(change));
      return;
    }
    if (change.kind !== 'remove') {
      const { server } = change;
      const { isDraining } = server;
      servers.set(server.name, { line: lineOf(server), isDraining, isLeaving: false });
      this.#leaving.delete(placeOf(change));
      return;
    }
    if (outcome.kind === 'leaving') {
      const { backend, name } = change;
      servers.set(name, { ...servers.get(name)!, isLeaving: true });
      this.#leaving.set(`${backend}/${name}`, { backend, name });
      return;
    }
    this.gone(change.backend, change.name);
  }

  /** It has no connections any more, and was deleted. */
  gone(backend: string, name: string): void {
    this.#backends.get(backend)?.delete(name);
    this.#leaving.delete(`${backend}/${name}`);
  }
}

function placeOf(change: Change): string {
  return `${change.backend}/${change.kind === 'remove' ? change.name : change.server.name}`;
}

/** What takes a reload when it changes. */
export function shapeOf({ skeleton, files }: Configuration): string {
  return [skeleton, ...files.map(({ name, text }) => `${name}\n${text}`)].join('\n');
}
