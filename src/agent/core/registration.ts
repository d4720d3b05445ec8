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
import type { Timer } from '../../foundation/clock.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import {
  PongSlaveMessage,
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  type PingSlaveMessage,
  type SlaveRegisteredMessage,
  type SlaveReregisteredMessage,
} from '../../protocol/generated/internal.ts';
import type { AgentId, Pid } from '../../protocol/ids.ts';
import { sendMessage, sendToMaster } from './context.ts';
import type { AgentContext } from './context.ts';
import { answerReconciliations } from './reconciliation.ts';
import { registerMessage, reregisterMessage } from './registration-messages.ts';

const longestRegistrationBackoffMs = 60_000;

/** First and longest pause before a broken connection is dialled again. */
const firstRelinkMs = 100;
const longestRelinkMs = 1000;

/** Until a master says otherwise: five pings, 15 s apart. */
const defaultPingTimeoutMs = 75_000;

export class Registration {
  readonly #context: AgentContext;
  #retryTimer: Timer | undefined;
  #relinkTimer: Timer | undefined;
  #pingTimer: Timer | undefined;
  #link: { cancel(): void } | undefined;
  #relinkMs = firstRelinkMs;
  #pingTimeoutMs = defaultPingTimeoutMs;

  constructor(context: AgentContext) {
    this.#context = context;
  }

  /** Recovery is over: look for a master. */
  start(): void {
    const { detector, exit } = this.#context.environment;
    detector.watch({
      changed: (master) => this.#follow(master),
      failed: (why) => exit(1, `Failed to detect a master: ${why}`),
    });
  }

  close(): void {
    this.#context.environment.detector.close();
    this.#cancelAll();
  }

  onPing(from: Pid, message: PingSlaveMessage): void {
    const { agent, environment } = this.#context;
    // At once, registered or not: the first ping overtakes the answer to our registration.
    sendMessage(this.#context, from, PongSlaveMessage, {});
    if (agent.masterPid === undefined || addressOf(from) !== addressOf(agent.masterPid)) return;
    this.#expectPing();
    if (message.connected || agent.state !== 'running') return;
    environment.log.warning('The master has us as disconnected: registering again');
    this.#leave();
    this.#register(environment.options.registrationBackoffFactorMs);
  }

  onRegistered(message: SlaveRegisteredMessage): void {
    const { agent, environment } = this.#context;
    const id = message.slave_id.value;
    const own = agent.info.id?.value;
    if (own !== undefined && own !== id) return this.#refuseId(id, own);
    if (agent.state !== 'disconnected') return;
    environment.log.info(`Registered with master ${agent.masterPid}; given agent ID ${id}`);
    agent.info = { ...agent.info, id: message.slave_id };
    this.#context.checkpoints.agent(agent.info);
    agent.registeredAtMs = environment.clock.timestamp();
    this.#enter(message.connection);
  }

  onReregistered(message: SlaveReregisteredMessage): void {
    const { agent, environment } = this.#context;
    const id = message.slave_id.value;
    const own = agent.info.id?.value;
    if (own !== id) return this.#refuseId(id, own ?? 'none');
    if (agent.state === 'disconnected') {
      environment.log.info(`Re-registered with master ${agent.masterPid}`);
      agent.reregisteredAtMs = environment.clock.timestamp();
      this.#enter(message.connection);
    }
    if (agent.state === 'running') {
      answerReconciliations(this.#context, message.reconciliations ?? []);
    }
  }

  /**
   * Somebody registered in our name. Real agents exit; ours goes on asking under its own id, which
   * is what everything that runs here is known by.
   */
  #refuseId(id: AgentId, own: AgentId): void {
    const { log } = this.#context.environment;
    log.error(`Ignoring a registration under the wrong id: ${id} (expected: ${own})`);
  }

  #follow(master: MasterInfo | undefined): void {
    const { agent, environment } = this.#context;
    if (agent.state === 'terminating') return;
    this.#cancelAll();
    this.#leave();
    agent.masterPid = master?.pid;
    agent.masterHostname = master?.hostname;
    if (master?.pid === undefined) return environment.log.info('Lost leading master');
    environment.log.info(`New master detected at ${master.pid}`);
    this.#relinkMs = firstRelinkMs;
    this.#dial(master.pid);
    // All agents detect a new master at the same time; they should not all speak at once.
    const factorMs = environment.options.registrationBackoffFactorMs;
    this.#retryTimer = environment.clock.after(environment.random.next() * factorMs, () =>
      this.#register(factorMs),
    );
  }

  #dial(masterPid: Pid): void {
    this.#link?.cancel();
    this.#link = this.#context.environment.network.link(masterPid, () => this.#onLinkLost());
  }

  #onLinkLost(): void {
    const { agent, environment } = this.#context;
    const { masterPid } = agent;
    if (masterPid === undefined || agent.state === 'terminating') return;
    if (agent.state === 'running') {
      environment.log.warning(`Lost the connection to master ${masterPid}`);
    }
    this.#leave();
    this.#retryTimer?.cancel();
    environment.detector.doubt();
    const delayMs = this.#relinkMs * (0.5 + environment.random.next() / 2);
    this.#relinkMs = Math.min(this.#relinkMs * 2, longestRelinkMs);
    this.#relinkTimer?.cancel();
    this.#relinkTimer = environment.clock.after(delayMs, () => {
      this.#dial(masterPid);
      this.#register(environment.options.registrationBackoffFactorMs);
    });
  }

  /** Sends, and sends again until an answer stops it. */
  #register(backoffMs: number): void {
    const { agent, environment } = this.#context;
    this.#retryTimer?.cancel();
    if (agent.state !== 'disconnected' || agent.masterPid === undefined) return;
    if (agent.info.id === undefined) {
      sendToMaster(this.#context, RegisterSlaveMessage, registerMessage(this.#context));
    } else {
      sendToMaster(this.#context, ReregisterSlaveMessage, reregisterMessage(this.#context));
    }
    // Never at once: the answer is on its way, and a busy master need not answer twice.
    const delayMs = (0.5 + environment.random.next() / 2) * backoffMs;
    this.#retryTimer = environment.clock.after(delayMs, () =>
      this.#register(Math.min(backoffMs * 2, longestRegistrationBackoffMs)),
    );
  }

  /** Registered: everything that waited for a master goes out. */
  #enter(connection: SlaveRegisteredMessage['connection']): void {
    const { agent, streams } = this.#context;
    agent.state = 'running';
    this.#retryTimer?.cancel();
    this.#relinkMs = firstRelinkMs;
    const timeoutSecs = connection?.total_ping_timeout_seconds;
    if (timeoutSecs !== undefined && timeoutSecs > 0) this.#pingTimeoutMs = timeoutSecs * 1000;
    this.#expectPing();
    streams.resume();
  }

  /** No longer registered; updates wait. */
  #leave(): void {
    const { agent, streams } = this.#context;
    if (agent.state === 'running') agent.state = 'disconnected';
    streams.pause();
    this.#pingTimer?.cancel();
  }

  #expectPing(): void {
    const { agent, environment } = this.#context;
    this.#pingTimer?.cancel();
    this.#pingTimer = environment.clock.after(this.#pingTimeoutMs, () => {
      if (agent.state !== 'running' || agent.masterPid === undefined) return;
      environment.log.warning(
        `No pings from master ${agent.masterPid} within ${this.#pingTimeoutMs / 1000} s`,
      );
      // The link is told that it is lost, and everything else follows from that.
      environment.network.disconnect(agent.masterPid);
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
