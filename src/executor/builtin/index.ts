/** The executors that live in the agent. */
import type { Prober } from '../checks/prober.ts';
import type { CreateBuiltInExecutor } from './built-in-executor.ts';
import { CommandExecutor } from './command-executor.ts';
import { PodExecutor } from './pod-executor.ts';

/** `prober` does the HTTP and TCP checks: machineProber, or a pretend one. */
export function createBuiltInExecutors(prober: Prober): {
  readonly command: CreateBuiltInExecutor;
  readonly pod: CreateBuiltInExecutor;
} {
  return {
    command: (environment) => new CommandExecutor(environment, prober),
    pod: (environment) => new PodExecutor(environment, prober),
  };
}
