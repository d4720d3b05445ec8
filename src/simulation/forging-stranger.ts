/**
 * Somebody on the network who wants agents to end. It knows all ids and addresses (`/state` tells
 * them to anybody), may write whatever it likes into a message as its sender, and hears nothing
 * that is sent to others. What it must not reach is checked by the framework: no task ends while it
 * runs on an agent that lives.
 *
 * Not among its lies: words that only the agent itself could say, in the agent's own name. Against
 * those there is only authentication. That includes a return to a new master, which cannot know yet
 * what the agent would bring along.
 */
import type { Clock } from '../foundation/clock.ts';
import { SeededRandom, randomInteger } from '../foundation/random.ts';
import type { MessageType } from '../protocol/codec/message.ts';
import {
  ExitedExecutorMessage,
  KillTaskMessage,
  PingSlaveMessage,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  ShutdownFrameworkMessage,
  ShutdownMessage,
  StatusUpdateMessage,
  UnregisterSlaveMessage,
  UpdateSlaveMessage,
} from '../protocol/generated/internal.ts';
import type { AgentInfo } from '../protocol/generated/mesos.ts';
import {
  type AgentId,
  executorIdOfTask,
  type FrameworkId,
  type Pid,
  type TaskId,
} from '../protocol/ids.ts';
import type { AgentNode } from './machines/agent-node.ts';
import type { Masters } from './network/masters.ts';
import type { VirtualNetwork } from './network/virtual-network.ts';

export interface StrangerParts {
  readonly clock: Clock;
  readonly seed: number;
  readonly network: VirtualNetwork;
  readonly masters: Masters;
  readonly agents: readonly AgentNode[];
}

const ownAddress = '10.6.6.6:666';
const longestPauseMs = 3000;

interface Victim {
  readonly pid: Pid;
  readonly id: string;
  readonly info: AgentInfo;
  readonly frameworkId: FrameworkId;
  readonly taskId: TaskId;
}

export class ForgingStranger {
  readonly #parts: StrangerParts;
  readonly #random: SeededRandom;
  isDone = false;
  lieCount = 0;

  constructor(parts: StrangerParts) {
    this.#parts = parts;
    this.#random = new SeededRandom(parts.seed);
  }

  start(): void {
    this.#parts.clock.after(this.#random.next() * longestPauseMs, () => {
      if (this.isDone) return;
      const victim = this.#chooseVictim();
      if (victim !== undefined) this.#lie(victim);
      this.start();
    });
  }

  #chooseVictim(): Victim | undefined {
    const { agents } = this.#parts;
    const agent = agents[randomInteger(this.#random, agents.length)]!.core?.state;
    if (agent?.info.id === undefined) return undefined;
    const [framework] = agent.frameworks.values();
    const [executor] = framework?.executors.values() ?? [];
    return {
      pid: agent.pid,
      id: agent.info.id.value,
      info: agent.info,
      frameworkId: framework?.id ?? 'F',
      taskId: executor?.launched.keys().next().value ?? 'checker-t0',
    };
  }

  #lie(victim: Victim): void {
    this.lieCount++;
    const lies = [
      () => this.#claimPlace(victim),
      () => this.#claimAddress(victim),
      () => this.#speakFor(victim),
      () => this.#playMaster(victim),
    ];
    lies[randomInteger(this.#random, lies.length)]!();
  }

  /** The agent's id, from another machine, another port, or with another hostname. */
  #claimPlace({ pid, id, info }: Victim): void {
    const [ip] = pid.slice(pid.lastIndexOf('@') + 1).split(':');
    const moved = { ...info, hostname: 'elsewhere' };
    const claims: [string, AgentInfo][] = [
      [`slave(1)@${ownAddress}`, info],
      [`slave(1)@${ownAddress}`, moved],
      [`slave(1)@${ip}:6666`, info],
      ...(this.#isBack(id) ? [[pid, moved] as [string, AgentInfo]] : []),
    ];
    const [from, slave] = claims[randomInteger(this.#random, claims.length)]!;
    this.#say(from, this.#parts.masters.pid, ReregisterSlaveMessage, { slave, version: '1.12.0' });
  }

  /** The master has heard the agent itself. */
  #isBack(agentId: AgentId): boolean {
    return this.#parts.masters.master?.core.state.agents.has(agentId) === true;
  }

  /** Another agent, new or with an id, at the agent's address. */
  #claimAddress({ pid, info: { id: _id, ...info } }: Victim): void {
    const version = '1.12.0';
    const masterPid = this.#parts.masters.pid;
    if (this.#random.next() < 0.5) {
      this.#say(pid, masterPid, RegisterSlaveMessage, { slave: info, version });
    } else {
      const slave = { ...info, id: { value: 'S-forged' }, hostname: 'forged' };
      this.#say(pid, masterPid, ReregisterSlaveMessage, { slave, version });
    }
  }

  /** In the agent's name, but from another address. */
  #speakFor({ id, frameworkId, taskId }: Victim): void {
    const from = `slave(1)@${ownAddress}`;
    const to = this.#parts.masters.pid;
    const slave_id = { value: id };
    const framework_id = { value: frameworkId };
    this.#say(from, to, UpdateSlaveMessage, { slave_id, update_oversubscribed_resources: true });
    this.#say(from, to, ExitedExecutorMessage, {
      slave_id,
      framework_id,
      executor_id: { value: executorIdOfTask(taskId) },
      status: 0,
    });
    this.#say(from, to, StatusUpdateMessage, {
      update: {
        slave_id,
        framework_id,
        status: { task_id: { value: taskId }, state: 'TASK_FAILED' },
        timestamp: 1,
        uuid: new Uint8Array(16),
      },
    });
    this.#say(from, to, UnregisterSlaveMessage, { slave_id });
  }

  #playMaster({ pid, frameworkId, taskId }: Victim): void {
    const from = `master@${ownAddress}`;
    const framework_id = { value: frameworkId };
    this.#say(from, pid, PingSlaveMessage, { connected: false });
    this.#say(from, pid, KillTaskMessage, { framework_id, task_id: { value: taskId } });
    this.#say(from, pid, ShutdownFrameworkMessage, { framework_id });
    this.#say(from, pid, ShutdownMessage, { message: 'forged' });
  }

  #say<T extends object>(from: string, to: string, type: MessageType<T>, message: T): void {
    this.#parts.network.forge(ownAddress, { from, to }, type.typeName, type.encode(message));
  }
}
