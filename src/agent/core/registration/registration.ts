/**
 * The agent's place in the cluster: finding the master, registering, noticing that the master is
 * gone, coming back. Nothing that runs here depends on it; tasks go on without a master.
 *
 *   - (re-)registration is repeated, with random pauses that grow, until it is answered;
 *   - a broken connection is dialled again soon. C++ Mesos waits for missed pings (75 s) unless
 *     ZooKeeper says that the leader changed; we are back as soon as a restarted master listens;
 *   - a master that stops pinging has lost us, whatever the connection looks like: it is dropped.
 *
 * A message counts only when it comes from the master that we follow.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { MasterInfo, TaskInfo } from '../../../protocol/generated/mesos.ts';
import {
  PongSlaveMessage,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  UpdateSlaveMessage,
  type PingSlaveMessage,
  type SlaveRegisteredMessage,
  type SlaveReregisteredMessage,
} from '../../../protocol/generated/internal.ts';
import type { AgentId, Pid } from '../../../protocol/ids.ts';
import { send, sendToMaster } from '../sending.ts';
import type { Core } from '../environment.ts';
import { answerReconciliations } from './reconciliation.ts';
import { registerMessage, reregisterMessage, updateMessage } from './own-description.ts';

const longestRegistrationBackoffMs = 60_000;

/** First and longest pause before a broken connection is dialled again. */
const firstRelinkMs = 100;
const longestRelinkMs = 1000;

/** Until a master says otherwise: five pings, 15 s apart. */
const defaultPingTimeoutMs = 75_000;

export class Registration {
  readonly #coreOf: () => Core;
  #retryTimer: Timer | undefined;
  #relinkTimer: Timer | undefined;
  #pingTimer: Timer | undefined;
  #link: { cancel(): void } | undefined;
  #relinkMs = firstRelinkMs;
  #pingTimeoutMs = defaultPingTimeoutMs;

  constructor(coreOf: () => Core) {
    this.#coreOf = coreOf;
  }

  get #core(): Core {
    return this.#coreOf();
  }

  /** Recovery is over: look for a master. */
  start(): void {
    const { detector, exit } = this.#core;
    detector.watch({
      changed: (master) => this.#follow(master),
      failed: (why) => exit(1, `Failed to detect a master: ${why}`),
    });
  }

  close(): void {
    this.#core.detector.close();
    this.#cancelAll();
  }

  receivePing(from: Pid, message: PingSlaveMessage): void {
    const core = this.#core;
    const { state } = core;
    // At once, registered or not: the first ping overtakes the answer to our registration.
    send(core, from, PongSlaveMessage, {});
    if (state.masterPid === undefined || addressOf(from) !== addressOf(state.masterPid)) return;
    this.#expectPing();
    if (message.connected || state.phase !== 'running') return;
    core.log.warning('The master has us as disconnected: registering again');
    this.#leave();
    this.#register(core.options.registrationBackoffFactorMs);
  }

  /** The master does not know what our resources are: what it sends meanwhile is outdated. */
  registerAnew(): void {
    const { state, random, options } = this.#core;
    state.resourceVersionUuid = random.uuidBytes();
    if (state.phase !== 'running') return;
    this.#leave();
    this.#register(options.registrationBackoffFactorMs);
  }

  receiveRegistered(message: SlaveRegisteredMessage): void {
    const core = this.#core;
    const { state } = core;
    const id = message.slave_id.value;
    const own = state.info.id?.value;
    if (own !== undefined && own !== id) return this.#refuseId(id, own);
    if (state.phase !== 'disconnected') return;
    core.log.info(`Registered with master ${state.masterPid}; given agent ID ${id}`);
    state.info = { ...state.info, id: message.slave_id };
    core.checkpoints.agent(state.info);
    state.registeredAtMs = core.clock.timestamp();
    this.#enter(message.connection);
  }

  receiveReregistered(message: SlaveReregisteredMessage): void {
    const core = this.#core;
    const { state } = core;
    const id = message.slave_id.value;
    const own = state.info.id?.value;
    if (own !== id) return this.#refuseId(id, own ?? 'none');
    if (state.phase === 'disconnected') {
      core.log.info(`Re-registered with master ${state.masterPid}`);
      state.reregisteredAtMs = core.clock.timestamp();
      this.#enter(message.connection);
    }
    if (state.phase === 'running') {
      answerReconciliations(core, message.reconciliations ?? []);
    }
  }

  /** The answer to our registration got lost, but who is given a task has been registered. */
  learnId(task: TaskInfo | undefined): void {
    const { state } = this.#core;
    if (task === undefined || state.info.id !== undefined) return;
    if (state.phase === 'disconnected') this.receiveRegistered({ slave_id: task.agent_id });
  }

  /**
   * Somebody registered in our name. Real agents exit; ours goes on asking under its own id, which
   * is what everything that runs here is known by.
   */
  #refuseId(id: AgentId, own: AgentId): void {
    const { log } = this.#core;
    log.error(`Ignoring a registration under the wrong id: ${id} (expected: ${own})`);
  }

  #follow(master: MasterInfo | undefined): void {
    const core = this.#core;
    const { state } = core;
    if (state.phase === 'terminating') return;
    this.#cancelAll();
    this.#leave();
    state.masterPid = master?.pid;
    state.masterHostname = master?.hostname;
    if (master?.pid === undefined) return core.log.info('Lost leading master');
    core.log.info(`New master detected at ${master.pid}`);
    this.#relinkMs = firstRelinkMs;
    this.#dial(master.pid);
    // All agents detect a new master at the same time; they should not all speak at once.
    const factorMs = core.options.registrationBackoffFactorMs;
    this.#retryTimer = core.clock.after(core.random.next() * factorMs, () =>
      this.#register(factorMs),
    );
  }

  #dial(masterPid: Pid): void {
    this.#link?.cancel();
    this.#link = this.#core.network.link(masterPid, () => this.#onLinkLost());
  }

  #onLinkLost(): void {
    const core = this.#core;
    const { state } = core;
    const { masterPid } = state;
    if (masterPid === undefined || state.phase === 'terminating') return;
    if (state.phase === 'running') {
      core.log.warning(`Lost the connection to master ${masterPid}`);
    }
    this.#leave();
    this.#retryTimer?.cancel();
    core.detector.doubt();
    const delayMs = this.#relinkMs * (0.5 + core.random.next() / 2);
    this.#relinkMs = Math.min(this.#relinkMs * 2, longestRelinkMs);
    this.#relinkTimer?.cancel();
    this.#relinkTimer = core.clock.after(delayMs, () => {
      this.#dial(masterPid);
      this.#register(core.options.registrationBackoffFactorMs);
    });
  }

  /** Sends, and sends again until an answer stops it. */
  #register(backoffMs: number): void {
    const core = this.#core;
    const { state } = core;
    this.#retryTimer?.cancel();
    if (state.phase !== 'disconnected' || state.masterPid === undefined) return;
    if (state.info.id === undefined) {
      sendToMaster(core, RegisterSlaveMessage, registerMessage(core));
    } else {
      sendToMaster(core, ReregisterSlaveMessage, reregisterMessage(core));
    }
    // Never at once: the answer is on its way, and a busy master need not answer twice.
    const delayMs = (0.5 + core.random.next() / 2) * backoffMs;
    this.#retryTimer = core.clock.after(delayMs, () =>
      this.#register(Math.min(backoffMs * 2, longestRegistrationBackoffMs)),
    );
  }

  /** Registered: everything that waited for a master goes out. */
  #enter(connection: SlaveRegisteredMessage['connection']): void {
    const { state, taskStreams, operationStreams } = this.#core;
    state.phase = 'running';
    this.#retryTimer?.cancel();
    this.#relinkMs = firstRelinkMs;
    const timeoutSecs = connection?.total_ping_timeout_seconds;
    if (timeoutSecs !== undefined && timeoutSecs > 0) this.#pingTimeoutMs = timeoutSecs * 1000;
    this.#expectPing();
    taskStreams.resume();
    operationStreams.resume();
    sendToMaster(this.#core, UpdateSlaveMessage, updateMessage(this.#core));
  }

  /** No longer registered; updates wait. */
  #leave(): void {
    const { state, taskStreams, operationStreams } = this.#core;
    if (state.phase === 'running') state.phase = 'disconnected';
    taskStreams.pause();
    operationStreams.pause();
    this.#pingTimer?.cancel();
  }

  #expectPing(): void {
    const core = this.#core;
    const { state } = core;
    this.#pingTimer?.cancel();
    this.#pingTimer = core.clock.after(this.#pingTimeoutMs, () => {
      if (state.phase !== 'running' || state.masterPid === undefined) return;
      core.log.warning(
        `No pings from master ${state.masterPid} within ${this.#pingTimeoutMs / 1000} s`,
      );
      // The link is told that it is lost, and everything else follows from that.
      core.network.disconnect(state.masterPid);
    });
  }

  #cancelAll(): void {
    this.#retryTimer?.cancel();
    this.#relinkTimer?.cancel();
    this.#pingTimer?.cancel();
    this.#link?.cancel();
    this.#link = undefined;
  }
}

function addressOf(pid: Pid): string {
  return pid.slice(pid.lastIndexOf('@') + 1);
}
