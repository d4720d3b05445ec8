/**
 * HAProxy refuses a configuration as a whole. Whose fault it is follows from the lines that it names,
 * or else from trying: the first app with which the configuration is refused is left out, until what
 * remains is accepted. Apps are a few questions each, not one for every app there is.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';
import { findAppOfLine, type Configuration } from '../config/configuration.ts';
import type { App } from '../model/app.ts';
import type { Configure, HaproxyPort, Refusal } from './environment.ts';

/** More are not looked for at once: the last good configuration stays meanwhile. */
const mostBadApps = 100;

interface Acceptable {
  readonly configuration: Configuration;
  /** What had to be left out, and what HAProxy said of it. */
  readonly bad: ReadonlyMap<string, string>;
}

interface Search {
  readonly haproxy: Pick<HaproxyPort, 'check'>;
  readonly configure: Configure;
  readonly apps: readonly App[];
  readonly excluded: ReadonlySet<string>;
}

type Done = (result: Result<Acceptable>) => void;

/** `refused`: what `configure(apps, excluded)` made, and what HAProxy said. */
export function findAcceptable(
  search: Search,
  refused: { readonly configuration: Configuration; readonly refusal: Refusal },
  done: Done,
): void {
  new Looking(search, done).blame(refused.configuration, refused.refusal);
}

class Looking {
  readonly #search: Search;
  readonly #done: Done;
  readonly #bad = new Map<string, string>();

  constructor(search: Search, done: Done) {
    this.#search = search;
    this.#done = done;
  }

  blame(configuration: Configuration, refusal: Refusal): void {
    const named = new Map<string, string>(refusal.apps.map((app) => [app, refusal.why]));
    for (const { line, why } of refusal.lines) {
      const app = findAppOfLine(configuration.pieces, line);
      if (app !== undefined && !named.has(app)) named.set(app, why);
    }
    if (named.size === 0) return this.#try(refusal);
    for (const [app, why] of named) this.#bad.set(app, why);
    this.#again();
  }

  #again(): void {
    if (this.#bad.size > mostBadApps) {
      return this.#done(failure(`more than ${mostBadApps} apps would have to be left out`));
    }
    const configuration = this.#configure(this.#search.apps);
    this.#search.haproxy.check(configuration, (result) => {
      if (result.ok) return this.#done(ok({ configuration, bad: this.#bad }));
      this.blame(configuration, result.error);
    });
  }

  /** No line told: the shortest refused beginning of all apps ends with a bad one. */
  #try(refusal: Refusal): void {
    const apps = this.#search.apps.filter(
      ({ id }) => !this.#bad.has(id) && !this.#search.excluded.has(id),
    );
    this.#search.haproxy.check(this.#configure([]), (empty) => {
      if (!empty.ok) {
        return this.#done(failure(`it is refused without any app: ${empty.error.why}`));
      }
      this.#narrow(apps, { accepted: 0, refused: apps.length, why: refusal.why });
    });
  }

  #narrow(
    apps: readonly App[],
    at: { readonly accepted: number; readonly refused: number; readonly why: string },
  ): void {
    const { accepted, refused, why } = at;
    if (refused <= accepted) return this.#done(failure(why));
    if (refused - accepted === 1) {
      this.#bad.set(apps[accepted]!.id, why);
      return this.#again();
    }
    const middle = Math.floor((accepted + refused) / 2);
    this.#search.haproxy.check(this.#configure(apps.slice(0, middle)), (result) => {
      this.#narrow(
        apps,
        result.ok
          ? { ...at, accepted: middle }
          : { accepted, refused: middle, why: result.error.why },
      );
    });
  }

  #configure(apps: readonly App[]): Configuration {
    return this.#search.configure(apps, new Set([...this.#search.excluded, ...this.#bad.keys()]));
  }
}
