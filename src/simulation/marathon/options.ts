/** Marathon's options in the simulation: the flags' defaults, but what is looked at from time to time comes sooner. */
import type { MarathonOptions } from '../../marathon/core/environment.ts';
import { defaultOptions } from '../../marathon/options.ts';

export const marathonOptions: MarathonOptions = {
  ...defaultOptions(),
  taskLaunchTimeoutMs: 120_000,
  taskLaunchConfirmTimeoutMs: 60_000,
  reconciliationIntervalMs: 60_000,
  taskLostExpungeInitialDelayMs: 60_000,
  killChunkSize: 5,
  killRetryTimeoutMs: 10_000,
  maxConcurrentHealthChecks: 8,
};
