/**
 * What the calls and endpoints that master and agent have in common need of their process.
 */
import type { Verbosity } from '../foundation/logging/verbosity.ts';
import type { MetricsSource } from '../foundation/metrics/registry.ts';
import type { VersionInfo } from '../protocol/generated/mesos.ts';
import type { Files } from '../files/index.ts';

export interface CommonContext {
  readonly version: VersionInfo;
  /** Name to text of every flag that has a value, sorted. */
  readonly flags: Readonly<Record<string, string>>;
  readonly metrics: MetricsSource;
  readonly verbosity: Verbosity;
  readonly files: Files;
}
