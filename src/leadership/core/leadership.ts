/**
 * Does this master lead? The one place that knows, and what everybody asks who would serve, drop or
 * send on.
 *
 *   contending ─elected─▶ recovering ─registry read─▶ leading
 *                             │                          │
 *                             └──── another, nobody, candidacy gone ────▶ lost
 *
 * A master that led and leads no longer must not live on: others act already, and what it still has
 * in memory is no longer true. It asks for the end of its process and serves nobody until that comes.
 */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import type { Election } from './election.ts';

export type LeadershipState = 'contending' | 'recovering' | 'leading' | 'lost';

/** Why nobody is served by this master now. */
export type Hindrance = 'not elected' | 'not recovered';

/** As clients are told. */
export const hindranceTexts: Readonly<Record<Hindrance, string>> = {
  'not elected': 'No leader elected',
  'not recovered': 'Master has not finished recovery',
};

export interface LeadershipParts {
  /** Who it is that leads, in what is said: "the leading master". */
  readonly title: 'master' | 'Marathon';
  /** The info of this master. */
  readonly own: MasterInfo;
  readonly clock: Clock;
  readonly log: Log;
  /** Reads what the leader before left behind; called once, when elected. */
  recover(done: (result: Result<void>) => void): void;
  /** The process has to end, because of this. */
  abort(why: string): void;
}

/** What readers are shown. */
export type LeadershipFacts = Pick<Leadership, 'leader' | 'electedMs' | 'isElected' | 'group'>;

export class Leadership {
  readonly #parts: LeadershipParts;
  #election: Election | undefined;
  #state: LeadershipState = 'contending';
  #leader: MasterInfo | undefined;
  #electedMs: number | undefined;
  #group: readonly MasterInfo[] | undefined;
  /** Waits for the first answer. */
  #settled: ((result: Result<void>) => void) | undefined;
  #isClosed = false;

  constructor(parts: LeadershipParts) {
    this.#parts = parts;
  }

  get state(): LeadershipState {
    return this.#state;
  }

  /** Who leads as far as is known, this master or another one. */
  get leader(): MasterInfo | undefined {
    return this.#leader;
  }

  /** All masters that stand for election; undefined where nobody keeps a list of them. */
  get group(): readonly MasterInfo[] | undefined {
    return this.#group;
  }

  /** When this master was elected, the last time, by `clock.now()`. */
  get electedMs(): number | undefined {
    return this.#electedMs;
  }

  /** Elected, though perhaps still without the registry. */
  get isElected(): boolean {
    return this.#state === 'recovering' || this.#state === 'leading';
  }

  /** Undefined: this master leads, knows what it has to know, and serves. */
  findHindrance(): Hindrance | undefined {
    if (this.#state === 'leading') return undefined;
    return this.#state === 'recovering' ? 'not recovered' : 'not elected';
  }

  /**
   * Contends, and recovers when elected. `settled` is called once: when this master serves, when it
   * stands by because it was not elected, or when it can do neither. Called once.
   */
  stand(election: Election, settled: (result: Result<void>) => void): void {
    this.#settled = settled;
    this.#election = election;
    this.#contend(election);
    election.detector.watch({
      changed: (leader) => this.#changed(leader),
      group: (masters) => (this.#group = masters),
      failed: (why) => this.#end(`Failed to detect the leading ${this.#parts.title}: ${why}`),
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#election?.contender.close();
    this.#election?.detector.close();
  }

  #contend(election: Election): void {
    election.contender.contend(this.#parts.own, {
      lost: () => this.#candidacyLost(election),
      failed: (why) => this.#end(`Failed to contend: ${why}`),
    });
  }

  #candidacyLost(election: Election): void {
    if (this.#isOver) return;
    if (this.isElected) return this.#end('Lost leadership: the candidacy is gone');
    this.#parts.log.info('Lost candidacy as a follower: contending again');
    this.#contend(election);
  }

  #changed(leader: MasterInfo | undefined): void {
    if (this.#isOver) return;
    const { own, clock, log, title } = this.#parts;
    this.#leader = leader;
    if (leader?.id === own.id) {
      this.#electedMs = clock.now();
      if (this.isElected) return log.info(`Re-elected as the leading ${title}`);
      log.info(`Elected as the leading ${title}!`);
      return this.#recover();
    }
    const elsewhere = leader === undefined ? undefined : findForeignRegion(own, leader);
    if (elsewhere !== undefined) return this.#end(elsewhere);
    const who =
      leader === undefined
        ? 'nobody was elected'
        : `${leader.pid} with id ${leader.id} was elected`;
    if (this.isElected) return this.#end(`Lost leadership: ${who}`);
    log.info(`Standing by: ${who}`);
    this.#settle(ok(undefined));
  }

  #recover(): void {
    this.#state = 'recovering';
    this.#parts.recover((result) => {
      if (this.#isOver) return;
      if (!result.ok) return this.#end(result.error);
      this.#state = 'leading';
      this.#settle(result);
    });
  }

  get #isOver(): boolean {
    return this.#isClosed || this.#state === 'lost';
  }

  /** Whoever waits for the beginning is told; later only the end of the process is left. */
  #end(why: string): void {
    if (this.#isOver) return;
    this.#state = 'lost';
    if (!this.#settle(failure(why))) this.#parts.abort(why);
  }

  #settle(result: Result<void>): boolean {
    const settled = this.#settled;
    this.#settled = undefined;
    settled?.(result);
    return settled !== undefined;
  }
}

/** What is remote is said from where the masters are, so all of them have to be in one region. */
function findForeignRegion(own: MasterInfo, leader: MasterInfo): string | undefined {
  const ours = own.domain?.fault_domain?.region.name;
  const theirs = leader.domain?.fault_domain?.region.name;
  if (ours === undefined || theirs === undefined || ours === theirs) return undefined;
  return (
    `The leading master ${leader.pid} has a --domain in the region '${theirs}', this one in ` +
    `'${ours}'; all masters of a cluster must be in the same region`
  );
}
