/** The apps of the simulation: small ones, of every kind of check, constraint and strategy. */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { AppDefinition } from '../../marathon/model/app.ts';
import type { PathId } from '../../marathon/model/ids.ts';
import type { UpgradeStrategy } from '../../marathon/model/run-spec.ts';

export const appIds: readonly PathId[] = [
  '/plain',
  '/checked',
  '/unique',
  '/spread',
  '/shop/db',
  '/shop/web',
];

/** Shares that leave room, none, or are met by one instance alone. */
const strategies: readonly UpgradeStrategy[] = [
  { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
  { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
  { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
  { minimumHealthCapacity: 1, maximumOverCapacity: 0 },
  { minimumHealthCapacity: 0.7, maximumOverCapacity: 0.3 },
  { minimumHealthCapacity: 0.25, maximumOverCapacity: 0.5 },
];

/** What its tasks do: run on, fail or finish after a while. */
export type Conduct = 'runs' | 'fails' | 'finishes';

const commands: Readonly<Record<Conduct, string>> = {
  runs: 'run=100000000',
  fails: 'run=4000 exit=1',
  finishes: 'run=6000',
};

export interface AppWish {
  readonly id: PathId;
  readonly instances: number;
  readonly conduct: Conduct;
  /** Differs where its tasks are to be replaced. */
  readonly edition: number;
  readonly upgradeStrategy: UpgradeStrategy;
}

export function anyStrategy(random: Random): UpgradeStrategy {
  return strategies[randomInteger(random, strategies.length)]!;
}

/** As many as there is room for, also where constraints say how many that is. */
export function mostInstances(id: PathId): number {
  return id === '/unique' ? 3 : 5;
}

export function appOf(wish: AppWish): AppDefinition {
  const { id, instances, conduct, edition, upgradeStrategy } = wish;
  // One of them has checks in some editions only: old instances then cannot answer what new ones are asked.
  const isChecked = id === '/shop/web' || (id === '/checked' && edition % 3 !== 0);
  return {
    kind: 'app',
    id,
    cmd: commands[conduct],
    args: [],
    env: { EDITION: String(edition) },
    instances,
    role: '*',
    constraints: constraintsOf(id),
    labels: {},
    secrets: {},
    networks: [{ mode: 'host', labels: {} }],
    backoff: { backoffSeconds: 1, backoffFactor: 1.15, maxLaunchDelaySeconds: 20 },
    upgradeStrategy,
    killSelection: edition % 2 === 0 ? 'YOUNGEST_FIRST' : 'OLDEST_FIRST',
    unreachableStrategy: unreachableStrategyOf(id),
    version: 0,
    versionInfo: { lastScalingAt: 0, lastConfigChangeAt: 0 },
    restartPolicy: 'Always',
    cpus: 0.1,
    mem: 32,
    disk: 0,
    gpus: 0,
    executor: '',
    fetch: [],
    portDefinitions: isChecked ? [{ port: 0, protocol: 'tcp', name: 'http', labels: {} }] : [],
    requirePorts: false,
    healthChecks: isChecked ? [healthCheck] : [],
    readinessChecks: id === '/shop/web' ? [readinessCheck] : [],
    dependencies: id === '/shop/web' ? ['/shop/db'] : [],
  };
}

function constraintsOf(id: PathId): AppDefinition['constraints'] {
  if (id === '/unique') return [{ field: 'hostname', operator: 'UNIQUE' }];
  if (id === '/spread') return [{ field: 'hostname', operator: 'MAX_PER', value: '2' }];
  return [];
}

function unreachableStrategyOf(id: PathId): AppDefinition['unreachableStrategy'] {
  if (id === '/spread') return 'disabled';
  if (id === '/plain') return { inactiveAfterSeconds: 20, expungeAfterSeconds: 60 };
  return { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 };
}

const healthCheck: AppDefinition['healthChecks'][number] = {
  protocol: 'HTTP',
  path: '/health',
  portIndex: 0,
  gracePeriodSeconds: 10,
  intervalSeconds: 2,
  timeoutSeconds: 1,
  maxConsecutiveFailures: 3,
  delaySeconds: 15,
  ipProtocol: 'IPv4',
};

const readinessCheck: AppDefinition['readinessChecks'][number] = {
  name: 'ready',
  protocol: 'HTTP',
  path: '/ready',
  portName: 'http',
  intervalSeconds: 1,
  timeoutSeconds: 1,
  httpStatusCodesForReady: [200],
  preserveLastResponse: false,
};
