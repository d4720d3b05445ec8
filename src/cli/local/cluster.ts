/**
 * A master and its agents in one process. Starting goes master first, so that the agents find it;
 * stopping goes the other way: every agent ends what runs on it, then the master closes its
 * registry. Nothing of the cluster outlives a clean stop but its work directory, where the next
 * start finds the same master registry, the same agents and their sandboxes.
 */
import type { RunningAgent } from '../../agent/start.ts';
import { startAgent } from '../../agent/start.ts';
import { hostPortText } from '../../foundation/host-port.ts';
import type { Logging } from '../../foundation/logging/logging.ts';
import type { RunningMaster } from '../../master/start.ts';
import { startMaster } from '../../master/start.ts';
import { agentFlagsOf, masterFlagsOf } from './flags.ts';
import type { Invocation } from './flags.ts';

/** Executors have 5 seconds to end their tasks, containers some more to be cleaned up. */
const standDownTimeoutMs = 15_000;
/** An agent that starts takes well under a second, or two when it takes over tasks. */
const registrationTimeoutMs = 20_000;
const lookIntervalMs = 20;

interface Member {
  readonly running: RunningAgent;
  isGone: boolean;
}

export interface ClusterStart {
  readonly invocation: Invocation;
  readonly logging: Logging;
  /** An agent cannot go on; the cluster is of no use without it. */
  readonly onFailure: (why: string) => void;
}

export class Cluster {
  readonly master: RunningMaster;
  readonly #members: Member[] = [];

  private constructor(master: RunningMaster) {
    this.master = master;
  }

  /** @throws Error with a sentence for the operator when a part cannot start */
  static async start(start: ClusterStart): Promise<Cluster> {
    const { invocation, logging } = start;
    const flags = masterFlagsOf(invocation);
    if (!flags.ok) throw new Error(flags.error);
    const cluster = new Cluster(await startMaster({ flags: flags.value, logging }));
    try {
      for (let index = 0; index < invocation.values.num_slaves; index++) {
        await cluster.#startAgent(start, index);
      }
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return cluster;
  }

  get agents(): readonly RunningAgent[] {
    return this.#members.map(({ running }) => running);
  }

  /** False when some agents are not registered in time. */
  async registered(): Promise<boolean> {
    return this.#all(
      ({ isGone, running }) => isGone || running.agent.core.state.phase === 'running',
      {
        withinMs: registrationTimeoutMs,
      },
    );
  }

  /** Ends all tasks, then everything else. False when some tasks did not end in time. */
  async stop(): Promise<boolean> {
    // An agent that is still reading its checkpoints does not know yet what it has to end.
    await this.#all(
      ({ isGone, running }) => isGone || running.agent.core.state.phase !== 'recovering',
      {
        withinMs: registrationTimeoutMs,
      },
    );
    for (const { running } of this.#members) running.agent.standDown('mesos-local is stopping');
    const isClean = await this.#all(({ isGone }) => isGone, { withinMs: standDownTimeoutMs });
    await this.close();
    return isClean;
  }

  /**
   * Closes the parts; tasks run on, and the next start takes them over. The master goes first, so that
   * it declares nothing lost.
   */
  async close(): Promise<void> {
    await this.master.stop();
    for (const { running } of this.#members) await running.stop();
  }

  async #startAgent(
    { invocation, logging, onFailure }: ClusterStart,
    index: number,
  ): Promise<void> {
    const { ip, port } = this.master.address;
    const flags = agentFlagsOf(invocation, { index, master: hostPortText(ip, port) });
    if (!flags.ok) throw new Error(flags.error);
    const members: Member[] = [];
    const running = await startAgent({
      flags: flags.value,
      logging,
      processId: `slave(${index + 1})`,
      onExit: (status, why) => {
        for (const member of members) member.isGone = true;
        if (status !== 0) onFailure(`Agent ${index + 1} cannot go on: ${why}`);
      },
    }).catch((error: Error) => {
      throw new Error(
        `Agent ${index + 1}, which has the port ${index + 1} after the master's: ${error.message}`,
      );
    });
    members.push({ running, isGone: false });
    this.#members.push(...members);
  }

  async #all(
    holds: (member: Member) => boolean,
    { withinMs }: { readonly withinMs: number },
  ): Promise<boolean> {
    for (let waitedMs = 0; !this.#members.every(holds); waitedMs += lookIntervalMs) {
      if (waitedMs >= withinMs) return false;
      await new Promise((resolve) => setTimeout(resolve, lookIntervalMs));
    }
    return true;
  }
}
