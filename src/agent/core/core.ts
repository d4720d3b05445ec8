/**
 * The agent's core: a deterministic state machine. Inputs come one at a time: messages from the
 * network (`receive`), calls of executors (`call`), wishes of the
 * operator (`shutdown`), timers and callbacks of the ports it was given (environment.ts). It answers
 * through the same ports. This file only says who handles what; each subject has its own file.
 */
import type { Result } from '../../foundation/result.ts';
import type { MessageType } from '../../protocol/codec/message.ts';
import type { Call } from '../../protocol/generated/executor.ts';
import * as internal from '../../protocol/generated/internal.ts';
import type { TaskInfo } from '../../protocol/generated/mesos.ts';
import type { Pid } from '../../protocol/ids.ts';
import { Resources } from '../../resources/resources.ts';
import { allowAll, type Authorizer } from '../../security/authorization.ts';
import { handleCheckpointResources } from './checkpointed-resources.ts';
import { Checkpoints } from './checkpoints.ts';
import type { AgentContext } from './context.ts';
import type { AgentEnvironment } from './environment.ts';
import { findUnavailability, takeExecutorCall } from './executor-door.ts';
import type { CallFault, ExecutorRequest, TakenExecutorCall } from './executor-door.ts';
import { passMessageToExecutor, shutdownExecutorById } from './frameworks.ts';
import { shutdownFramework, updateFramework } from './frameworks.ts';
import { GarbageCollector } from './garbage-collection.ts';
import { handleKillTask } from './kill-task.ts';
import { newCounters } from './counters.ts';
import { agentMetrics } from './metrics.ts';
import { refuseDriverMessage } from './older-drivers.ts';
import { Layout } from './paths.ts';
import { recover } from './recovery.ts';
import { Registration } from './registration.ts';
import { handleRunTask, handleRunTaskGroup } from './run-task.ts';
import { beginShutdown, beginStandDown, finishShutdown } from './shutdown.ts';
import type { Agent, ExecutorLink } from './state.ts';
import { forwardUpdate, handleAcknowledgement } from './status-updates.ts';
import { taskUpdates } from './task-streams.ts';
import { UpdateStreams } from './update-streams.ts';

/**
 * Texts, byte strings and messages inside one message: a hundred times what a pod of many tasks has.
 * A message with more is dropped while it is read.
 */
const mostMessageParts = 300_000;

interface Handler {
  readonly type: MessageType<object>;
  /** 'master': only the master that we follow may say this. */
  readonly from: 'master' | 'anyone';
  readonly handle: (message: never, from: Pid) => void;
}

export class AgentCore {
  readonly agent: Agent;
  readonly #context: AgentContext;
  readonly #environment: AgentEnvironment;
  readonly #registration: Registration;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #isStopped = false;

  constructor(given: AgentEnvironment) {
    const environment: AgentEnvironment = {
      ...given,
      exit: (status, why) => this.#exit(status, why),
    };
    this.#environment = given;
    this.agent = newAgent(environment);
    this.#context = newContext(environment, this.agent);
    this.#registration = new Registration(this.#context);
    this.#handlers = this.#table();
  }

  start(): void {
    this.#context.garbage.start();
    recover(this.#context, () => {
      if (this.agent.state !== 'recovering') return;
      this.agent.state = 'disconnected';
      this.#registration.start();
    });
  }

  /** The process is going away; what runs goes on. Nothing is sent or written any more. */
  stop(): void {
    this.#isStopped = true;
    this.#registration.close();
    this.#context.streams.close();
    this.#context.garbage.close();
    this.#context.checkpoints.close();
  }

  /** Leaves the cluster, ending everything that runs here. */
  shutdown(why: string): void {
    if (!this.#isStopped) beginShutdown(this.#context, { why, isMastersWish: false });
  }

  /** Ends everything that runs here and exits; the next start is the same agent. */
  standDown(why: string): void {
    if (!this.#isStopped) beginStandDown(this.#context, why);
  }

  /** A message for this agent's process. */
  receive(from: Pid, name: string, body: Uint8Array): void {
    if (this.#isStopped) return;
    const { log } = this.#environment;
    const handler = this.#handlers.get(name);
    if (handler === undefined) {
      if (refuseDriverMessage(this.#environment, from, name)) return;
      return log.warning(`Dropping unknown message ${name} from ${from}`);
    }
    if (handler.from === 'master' && from !== this.agent.masterPid) {
      const expected = this.agent.masterPid ?? 'none';
      return log.warning(`Ignoring ${name} from ${from}: the expected master is ${expected}`);
    }
    let message: object;
    try {
      message = handler.type.decode(body, mostMessageParts);
    } catch (error) {
      return log.warning(`Dropping ${name} from ${from}: ${(error as Error).message}`);
    }
    handler.handle(message as never, from);
  }

  /** Why no executor is served now; undefined: they are. */
  findUnavailability(): CallFault | undefined {
    return findUnavailability(this.agent);
  }

  /** A call of a custom executor, read but not yet looked at. */
  call(request: ExecutorRequest): Result<TakenExecutorCall, CallFault> {
    return takeExecutorCall(this.#context, request);
  }

  /** The stream has ended. Whether the executor lives is for its container to say. */
  executorDisconnected(call: Call, link: ExecutorLink): void {
    const framework = this.agent.frameworks.get(call.framework_id.value);
    const executor = framework?.executors.get(call.executor_id.value);
    if (executor?.link === link) executor.link = undefined;
  }

  /** Names of the messages that it takes. */
  get handledMessages(): ReadonlySet<string> {
    return new Set(this.#handlers.keys());
  }

  get authorizer(): Authorizer {
    return this.#environment.authorizer ?? allowAll;
  }

  metrics(): Map<string, number> {
    return agentMetrics(this.#context);
  }

  /** The answer to our registration got lost, but who is given a task has been registered. */
  #learnId(task: TaskInfo | undefined): void {
    if (task === undefined || this.agent.info.id !== undefined) return;
    if (this.agent.state === 'disconnected') {
      this.#registration.onRegistered({ slave_id: task.agent_id });
    }
  }

  #exit(status: number, why: string): void {
    if (this.#isStopped) return;
    this.stop();
    this.#environment.exit(status, why);
  }

  #table(): Map<string, Handler> {
    const context = this.#context;
    const table = new Map<string, Handler>();
    const on = <T extends object>(
      type: MessageType<T>,
      from: Handler['from'],
      handle: (message: T, from: Pid) => void,
    ): void => void table.set(type.typeName, { type, from, handle });

    on(internal.PingSlaveMessage, 'anyone', (m, from) => this.#registration.onPing(from, m));
    on(internal.SlaveRegisteredMessage, 'master', (m) => this.#registration.onRegistered(m));
    on(internal.SlaveReregisteredMessage, 'master', (m) => this.#registration.onReregistered(m));
    on(internal.RunTaskMessage, 'master', (m) => {
      this.#learnId(m.task);
      handleRunTask(context, m);
    });
    on(internal.RunTaskGroupMessage, 'master', (m) => {
      this.#learnId(m.task_group.tasks?.[0]);
      handleRunTaskGroup(context, m);
    });
    on(internal.KillTaskMessage, 'master', (m) => handleKillTask(context, m));
    on(internal.StatusUpdateAcknowledgementMessage, 'master', (m) =>
      handleAcknowledgement(context, m),
    );
    on(internal.CheckpointResourcesMessage, 'master', (m) => handleCheckpointResources(context, m));
    on(internal.ShutdownFrameworkMessage, 'master', (m) =>
      shutdownFramework(context, m.framework_id.value),
    );
    on(internal.ShutdownExecutorMessage, 'master', (m) => shutdownExecutorById(context, m));
    on(internal.UpdateFrameworkMessage, 'master', (m) => updateFramework(context, m));
    on(internal.ShutdownMessage, 'master', (m) =>
      beginShutdown(context, { why: m.message ?? 'no reason given', isMastersWish: true }),
    );
    // Drivers on libprocess send it themselves.
    on(internal.FrameworkToExecutorMessage, 'anyone', (m, from) =>
      passMessageToExecutor(context, m, from),
    );
    return table;
  }
}

function newAgent({ clock, random, options }: AgentEnvironment): Agent {
  return {
    state: 'recovering',
    info: options.info,
    checkpointedResources: [],
    totalResources: Resources.fromMessages(options.info.resources),
    pid: options.pid,
    masterPid: undefined,
    masterHostname: undefined,
    frameworks: new Map(),
    completedFrameworks: [],
    resourceVersionUuid: random.uuidBytes(),
    startedAtMs: clock.now(),
    registeredAtMs: undefined,
    reregisteredAtMs: undefined,
    recovery: { errorCount: 0, durationMs: undefined },
  };
}

function newContext(environment: AgentEnvironment, agent: Agent): AgentContext {
  const { clock, log, options, readDiskUsage } = environment;
  const checkpoints = new Checkpoints(environment.checkpoint, new Layout(options.workDir), {
    clock,
    log,
    onGiveUp: (why) => environment.exit(1, why),
  });
  const garbage = new GarbageCollector({
    clock,
    log,
    checkpoints,
    readDiskUsage,
    readModifiedAt: environment.readModifiedAt,
    delayMs: options.gcDelayMs,
    diskHeadroom: options.gcDiskHeadroom,
    diskWatchIntervalMs: options.diskWatchIntervalMs,
  });
  const streams = new UpdateStreams(taskUpdates, {
    clock,
    log,
    checkpoints,
    forward: (update) => forwardUpdate(context, update),
  });
  const context: AgentContext = {
    agent,
    environment,
    checkpoints,
    streams,
    garbage,
    counters: newCounters(),
    onEmptied: () => finishShutdown(context),
  };
  return context;
}
