/**
 * Where to subscribe: at the master that the detector says leads or, when that one stands by and
 * names another, there. Redirects are followed at once, but not in circles; where one led is given up
 * at the first failure, and the detector's word counts again.
 */
import { hostPortText } from '../../foundation/host-port.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';

const schedulerPath = '/api/v1/scheduler';

/** Masters that redirect to each other have no leader yet: after so many we wait as after a failure. */
const mostRedirectsInARow = 5;

/**
 * "host:port" of a master. @compat by its IP address, as frameworks of Mesos go there; by its name
 * where a user gave nothing else. Masters before 1.0 tell no address, but their pid ends with it.
 */
function placeOf({ address, pid, hostname, port }: MasterInfo): string {
  if (address !== undefined) {
    return hostPortText(address.ip ?? address.hostname ?? '', address.port);
  }
  return pid?.split('@').at(-1) ?? hostPortText(hostname ?? '', port);
}

/** The absolute URL of a redirect; Mesos leaves the scheme out: `//host:port/master/…`. */
function resolveRedirect(from: string, location: string): string | undefined {
  if (!URL.canParse(location, from)) return undefined;
  const url = new URL(location, from);
  return url.protocol === 'http:' ? url.href : undefined;
}

export class LeaderPlace {
  readonly #path: string;
  #leader: string | undefined;
  #elsewhere: string | undefined;
  #redirectCount = 0;

  /** `path`: where masters take the calls of frameworks, when a proxy has them elsewhere. */
  constructor(path = schedulerPath) {
    this.#path = path;
  }

  /** The URL to subscribe at; undefined while nobody leads. */
  get current(): string | undefined {
    return this.#elsewhere ?? this.#leader;
  }

  detected(leader: MasterInfo | undefined): void {
    this.#leader = leader === undefined ? undefined : `http://${placeOf(leader)}${this.#path}`;
    this.failed();
  }

  /** False when it would be one redirect too many, or leads nowhere we can go. */
  redirect(location: string): boolean {
    const { current } = this;
    const target = current === undefined ? undefined : resolveRedirect(current, location);
    if (target === undefined || this.#redirectCount >= mostRedirectsInARow) return false;
    this.#redirectCount++;
    this.#elsewhere = target;
    return true;
  }

  /** The current one subscribed us. */
  succeeded(): void {
    this.#redirectCount = 0;
  }

  /** The current one is no good. */
  failed(): void {
    this.#redirectCount = 0;
    this.#elsewhere = undefined;
  }
}
