/**
 * A check by command: it runs beside the task, in a debug container nested in the task's own (so
 * it sees the same files, network and environment), and is removed after each run.
 */
import type { ContainerConfig, Containerizer } from '../../containers/containerizer.ts';
import { firstNamed } from '../../containers/user-name.ts';
import type { Clock } from '../../foundation/clock.ts';
import { uuidText, type Random } from '../../foundation/random.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { commandEnvironment } from '../../protocol/command-environment.ts';
import type { CommandInfo, ContainerID } from '../../protocol/generated/mesos.ts';
import { findExitCode, waitStatusText } from '../wait-status.ts';
import type { Probe } from './prober.ts';

export interface CommandProbeEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly containerizer: Containerizer;
  /** The container of the task. */
  readonly taskContainerId: ContainerID;
  /** How the task runs; the check sees the same. */
  readonly taskConfig: ContainerConfig;
}

/** Calls back with the exit code; a check that was killed or timed out has none. */
export function probeCommand(
  environment: CommandProbeEnvironment,
  command: CommandInfo,
  timeoutMs: number,
  done: (exitCode: Result<number>) => void,
): Probe {
  const { clock, random, containerizer, taskContainerId } = environment;
  const id = { value: uuidText(random.uuidBytes()), parent: taskContainerId };
  let isOver = false;
  const finish = (result: Result<number>): void => {
    if (isOver) return;
    isOver = true;
    timer?.cancel();
    done(result);
  };
  const timer =
    timeoutMs > 0
      ? clock.after(timeoutMs, () => {
          containerizer.destroy(id);
          finish(failure(`it took longer than ${timeoutMs} ms`));
        })
      : undefined;
  containerizer.launch(id, configOf(environment, command), (launched) => {
    if (!launched.ok) return finish(failure(launched.error));
    containerizer.wait(id, (termination) => {
      containerizer.remove(id);
      const exitCode = findExitCode(termination?.status);
      if (exitCode !== undefined) return finish(ok(exitCode));
      finish(failure(`the command ${waitStatusText(termination?.status)}`));
    });
  });
  return {
    cancel: () => {
      isOver = true;
      timer?.cancel();
      containerizer.destroy(id);
    },
  };
}

function configOf(environment: CommandProbeEnvironment, command: CommandInfo): ContainerConfig {
  const { taskConfig } = environment;
  const user = firstNamed(command.user, taskConfig.user);
  return {
    command,
    environment: { ...taskConfig.environment, ...commandEnvironment(command) },
    directory: taskConfig.directory,
    resources: [],
    containerClass: 'debug',
    ...(user === undefined || taskConfig.user === undefined ? {} : { user }),
  };
}
