/**
 * Which master to try next. A framework is told one master or several ("a:5050,b:5050"); a standby
 * answers with a redirect to the leader. So: follow a redirect at once, but not in circles, and go
 * round the list when a master does not answer.
 */
import { hostPortText } from '../../foundation/host-port.ts';
import type { MasterAddress } from '../../leadership/core/master-address.ts';

const schedulerPath = '/api/v1/scheduler';

/** Masters that redirect to each other have no leader yet: after so many we wait as after a failure. */
const mostRedirectsInARow = 5;

/** Where a master takes the calls of frameworks. */
export function schedulerUrlOf({ host, port, path = schedulerPath }: MasterAddress): string {
  return `http://${hostPortText(host, port)}${path}`;
}

/** The absolute URL of a redirect; Mesos leaves the scheme out: `//host:port/master/…`. */
function resolveRedirect(from: string, location: string): string | undefined {
  if (!URL.canParse(location, from)) return undefined;
  const url = new URL(location, from);
  return url.protocol === 'http:' ? url.href : undefined;
}

export class MasterList {
  readonly #urls: readonly string[];
  #next = 0;
  #leader: string | undefined;
  #redirectCount = 0;

  /** At least one URL. */
  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  /** Where to subscribe now. */
  get current(): string {
    return this.#leader ?? this.#urls[this.#next]!;
  }

  /** False when it would be one redirect too many, or leads nowhere we can go. */
  redirect(location: string): boolean {
    const target = resolveRedirect(this.current, location);
    if (target === undefined || this.#redirectCount >= mostRedirectsInARow) return false;
    this.#redirectCount++;
    this.#leader = target;
    return true;
  }

  /** The current one subscribed us. */
  succeeded(): void {
    this.#redirectCount = 0;
  }

  /** The current one is no good: a leader is looked for again, from the next in the list on. */
  failed(): void {
    this.#redirectCount = 0;
    if (this.#leader === undefined) this.#next = (this.#next + 1) % this.#urls.length;
    this.#leader = undefined;
  }
}
