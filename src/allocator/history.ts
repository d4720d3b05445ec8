/**
 * What the last runs did for those that somebody asks about. Who asks about a framework or a role is
 * watched for a while: each run then notes, for each agent that it looked at, whether the framework got
 * something and if not, what the code that decided it said. Nothing is reckoned afterwards.
 *
 * While nobody asks, a run finds that there is no watch, and nothing else is done.
 */
import { knowsRole } from './eligibility.ts';
import type { Example, ReasonCount, RecentRuns, RunFacts } from './explanation.ts';
import { findClientHindrance, holderOf, unknownRole } from './hindrances.ts';
import type { Note, Reason, Recorder } from './notes.ts';
import type { AgentState, Client } from './state.ts';
import { Resources } from '../resources/resources.ts';

/** How long after a question runs are noted. */
const watchedMs = 5 * 60_000;
/** Of the frameworks in roles that were asked about, those asked last. */
const mostWatched = 32;
/** Of each, the last ones. */
const mostRuns = 10;

interface Watch {
  readonly client: Client;
  readonly sinceMs: number;
  untilMs: number;
  runs: RunFacts[];
}

export class History {
  /** The one asked about longest ago comes first. */
  readonly #watches = new Map<Client, Watch>();

  /** Somebody asks about it; gives what was noted since somebody asked first. */
  ask(client: Client, nowMs: number): RecentRuns {
    const known = this.#watches.get(client);
    const watch = known !== undefined && known.untilMs > nowMs ? known : newWatch(client, nowMs);
    watch.untilMs = nowMs + watchedMs;
    this.#watches.delete(client);
    this.#watches.set(client, watch);
    if (this.#watches.size > mostWatched) {
      const [oldest] = this.#watches.keys();
      this.#watches.delete(oldest!);
    }
    return { sinceMs: watch.sinceMs, runs: [...watch.runs] };
  }

  /** Undefined: nobody asks. */
  beginRun(nowMs: number): RunWatch | undefined {
    if (this.#watches.size === 0) return undefined;
    for (const [client, { untilMs }] of this.#watches) {
      if (untilMs <= nowMs) this.#watches.delete(client);
    }
    if (this.#watches.size === 0) return undefined;
    return new RunWatch([...this.#watches.keys()], (client, facts) => {
      const { runs } = this.#watches.get(client)!;
      runs.push({ ...facts, atMs: nowMs });
      if (runs.length > mostRuns) runs.shift();
    });
  }
}

function newWatch(client: Client, nowMs: number): Watch {
  return { client, sinceMs: nowMs, untilMs: nowMs, runs: [] };
}

/** The notes of one run. */
export class RunWatch {
  readonly #tallies: ReadonlyMap<Client, RunTally>;
  readonly #keep: (client: Client, facts: Omit<RunFacts, 'atMs'>) => void;
  /** Who got something of an agent last. */
  readonly #winners = new Map<AgentState, Client>();
  /** Of the decision that is being made. */
  #note: Note | undefined;
  readonly recorder: Recorder = (note) => {
    this.#note ??= note;
  };

  constructor(
    clients: readonly Client[],
    keep: (client: Client, facts: Omit<RunFacts, 'atMs'>) => void,
  ) {
    this.#tallies = new Map(clients.map((client) => [client, new RunTally()]));
    this.#keep = keep;
  }

  given(client: Client, agent: AgentState): void {
    this.#note = undefined;
    this.#winners.set(agent, client);
    this.#tallies.get(client)?.given.add(agent);
  }

  /** It was its turn, and it got nothing. */
  refused(client: Client, agent: AgentState): void {
    const note = this.#note;
    this.#note = undefined;
    const tally = this.#tallies.get(client);
    tally?.add(agent, note ?? { reason: 'NOTHING_LEFT', holders: [] });
  }

  /** What was decided for guarantees is no reason against a share. */
  beginShares(): void {
    this.#note = undefined;
  }

  /** Nobody else is asked about it in this run. */
  agentDone(agent: AgentState): void {
    this.#note = undefined;
    for (const [client, tally] of this.#tallies) {
      if (tally.lastSeen !== agent && !tally.given.has(agent)) {
        tally.add(agent, this.#whyUnasked(client, agent));
      }
    }
  }

  end(agentCount: number): void {
    for (const [client, tally] of this.#tallies) {
      this.#keep(client, { agentCount, givenCount: tally.given.size, reasons: tally.counts() });
    }
  }

  #whyUnasked(client: Client, agent: AgentState): Note {
    const hindrance = findClientHindrance(client);
    if (hindrance !== undefined) return hindrance;
    if (!knowsRole(agent, client.role)) return unknownRole;
    if (client.role.isCapped) {
      return { reason: 'QUOTA_LIMIT', left: agent.free, allowed: Resources.empty };
    }
    const winner = this.#winners.get(agent);
    if (winner === undefined) return { reason: 'RESERVED_FOR_OTHERS', left: agent.free };
    return { reason: 'FAIR_SHARE', left: agent.free, first: holderOf(winner) };
  }
}

class RunTally {
  readonly given = new Set<AgentState>();
  lastSeen: AgentState | undefined;
  readonly #byReason = new Map<Reason, { count: number; readonly example: Example }>();

  add(agent: AgentState, note: Note): void {
    this.lastSeen = agent;
    const entry = this.#byReason.get(note.reason);
    if (entry !== undefined) entry.count++;
    else this.#byReason.set(note.reason, { count: 1, example: { agentId: agent.id, note } });
  }

  counts(): ReasonCount[] {
    return Array.from(this.#byReason, ([reason, { count, example }]) => ({
      reason,
      count,
      examples: [example],
    })).sort((a, b) => b.count - a.count);
  }
}
