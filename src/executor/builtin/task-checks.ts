/**
 * The checks of one task, of both kinds, and what they said last. Only updates that a check gives
 * rise to repeat it; all others say that a task with a check has no result, as in Mesos.
 */
import type { ContainerConfig, Containerizer } from '../../containers/containerizer.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Random } from '../../foundation/random.ts';
import type {
  CheckStatusInfo,
  ContainerID,
  TaskInfo,
  TaskStatus,
  TaskStatus_Reason,
} from '../../protocol/generated/mesos.ts';
import { probeCommand } from '../checks/command-probe.ts';
import { containerProber } from '../checks/container-prober.ts';
import { HealthChecker } from '../checks/health-checker.ts';
import type { Prober } from '../checks/prober.ts';
import { checkStatus, StatusChecker } from '../checks/status-checker.ts';
import { findTargetOfCheck, findTargetOfHealthCheck, type CheckProbes } from '../checks/targets.ts';

export interface TaskChecksEnvironment {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly prober: Prober;
  readonly containerizer: Containerizer;
  readonly task: TaskInfo;
  readonly containerId: ContainerID;
  readonly config: ContainerConfig;
}

export interface TaskCheckEvent {
  readonly reason: TaskStatus_Reason;
  readonly shouldKill: boolean;
}

export class TaskChecks {
  readonly #environment: TaskChecksEnvironment;
  readonly #onEvent: (event: TaskCheckEvent) => void;
  #healthy: boolean | undefined;
  #checkStatus: CheckStatusInfo | undefined;
  #health: HealthChecker | undefined;
  #check: StatusChecker | undefined;

  /** `said`: updates of the task from before the agent restarted. */
  constructor(
    environment: TaskChecksEnvironment,
    said: readonly TaskStatus[],
    onEvent: (event: TaskCheckEvent) => void,
  ) {
    this.#environment = environment;
    this.#onEvent = onEvent;
    this.#healthy = said.findLast(({ healthy }) => healthy !== undefined)?.healthy;
    const { check } = environment.task;
    const target = check === undefined ? undefined : findTargetOfCheck(check);
    const last = said.findLast(({ check_status }) => check_status !== undefined)?.check_status;
    if (target !== undefined) this.#checkStatus = last ?? checkStatus(target.kind);
  }

  /** For updates of the task that no check gave rise to. */
  get unknown(): Pick<TaskStatus, 'check_status'> {
    const { check } = this.#environment.task;
    const target = check === undefined ? undefined : findTargetOfCheck(check);
    return target === undefined ? {} : { check_status: checkStatus(target.kind) };
  }

  get lastKnown(): Pick<TaskStatus, 'check_status' | 'healthy'> {
    return {
      ...(this.#healthy === undefined ? {} : { healthy: this.#healthy }),
      ...(this.#checkStatus === undefined ? {} : { check_status: this.#checkStatus }),
    };
  }

  /** `pid`: the first process of the task's container, whose network the checks are made in. */
  start(startedAtMs: number, pid: number | undefined): void {
    const probes = this.#probes(pid);
    this.#startCheck(probes);
    this.#startHealthCheck(probes, startedAtMs);
  }

  stop(): void {
    this.#health?.stop();
    this.#check?.stop();
  }

  #probes(pid: number | undefined): CheckProbes {
    const { clock, random, containerizer, containerId, config, prober, task } = this.#environment;
    // Docker containers may have a network of their own, and are asked at their addresses in it.
    const isDocker = task.container?.type === 'DOCKER';
    const environment = {
      clock,
      random,
      containerizer,
      taskContainerId: containerId,
      taskConfig: config,
    };
    return {
      prober: isDocker ? containerProber(prober, containerizer, containerId) : prober,
      origin: pid === undefined || isDocker ? {} : { pid },
      command: (command, timeoutMs, done) => probeCommand(environment, command, timeoutMs, done),
    };
  }

  #startCheck(probes: CheckProbes): void {
    const { clock, log, task } = this.#environment;
    const target = task.check === undefined ? undefined : findTargetOfCheck(task.check);
    if (task.check === undefined || target === undefined) return;
    this.#check = new StatusChecker({
      clock,
      log,
      probes,
      check: task.check,
      target,
      status: this.#checkStatus ?? checkStatus(target.kind),
      onStatus: (status) => {
        this.#checkStatus = status;
        this.#onEvent({ reason: 'REASON_TASK_CHECK_STATUS_UPDATED', shouldKill: false });
      },
    });
  }

  #startHealthCheck(probes: CheckProbes, startedAtMs: number): void {
    const { clock, log, task } = this.#environment;
    const check = task.health_check;
    const target = check === undefined ? undefined : findTargetOfHealthCheck(check);
    if (check === undefined || target === undefined) return;
    this.#health = new HealthChecker({
      clock,
      log,
      probes,
      check,
      target,
      startedAtMs,
      wasHealthy: this.#healthy === true,
      onHealth: ({ isHealthy, shouldKill }) => {
        this.#healthy = isHealthy;
        this.#onEvent({ reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED', shouldKill });
      },
    });
  }
}
