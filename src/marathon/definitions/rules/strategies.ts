/** How instances are replaced: what apps with data, or of one instance only, cannot have. */
import type { UnreachableStrategyJson } from '../schema/common.ts';
import { type Problems, asDouble } from '../problems.ts';

const singleInstanceLabel = 'MARATHON_SINGLE_INSTANCE_APP';

export interface Shares {
  readonly minimumHealthCapacity: number;
  readonly maximumOverCapacity: number;
}

export function isSingleInstance(labels: Readonly<Record<string, string>> | undefined): boolean {
  return labels?.[singleInstanceLabel] === 'true';
}

export function checkUpgradeStrategy(
  { minimumHealthCapacity, maximumOverCapacity }: Shares,
  isSingle: boolean,
  isResident: boolean,
  path: string,
  problems: Problems,
): void {
  problems.unless(
    !isSingle || minimumHealthCapacity === 0,
    `${path}/minimumHealthCapacity`,
    `got ${asDouble(minimumHealthCapacity)}, expected 0.0`,
  );
  problems.unless(
    (!isSingle && !isResident) || maximumOverCapacity === 0,
    `${path}/maximumOverCapacity`,
    `got ${asDouble(maximumOverCapacity)}, expected 0.0`,
  );
}

export function checkUnreachableStrategy(
  strategy: UnreachableStrategyJson,
  path: string,
  problems: Problems,
): void {
  if (strategy === 'disabled') return;
  const { inactiveAfterSeconds, expungeAfterSeconds } = strategy;
  problems.unless(
    inactiveAfterSeconds <= expungeAfterSeconds,
    `${path}/inactiveAfterSeconds`,
    `inactiveAfterSeconds (${inactiveAfterSeconds}) must be less or equal to expungeAfterSeconds, which is ${expungeAfterSeconds}`,
  );
}
