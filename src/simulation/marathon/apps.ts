/**
 * The apps of the simulation: small ones, of every kind of check, constraint and strategy; one whose
 * instances keep a volume, in a role of its own, one in another role, and a pod.
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { AppDefinition } from '../../marathon/model/app.ts';
import type { PathId } from '../../marathon/model/ids.ts';
import type { PodDefinition } from '../../marathon/model/pod.ts';
import type { RunSpec, RunSpecBasics, UpgradeStrategy } from '../../marathon/model/run-spec.ts';

export const appIds: readonly PathId[] = [
  '/plain',
  '/checked',
  '/unique',
  '/spread',
  '/shop/db',
  '/shop/web',
  '/keepers/kept',
  '/guests/one',
  '/pods/duo',
];

/** Each instance has a volume. */
export const keptId: PathId = '/keepers/kept';
const podId: PathId = '/pods/duo';
/** Of their top-level groups, which apps may be in. */
const roles: ReadonlyMap<PathId, string> = new Map([
  [keptId, 'keepers'],
  ['/guests/one', 'guests'],
]);

/** How many tasks an instance has. */
export function tasksPerInstance(id: PathId): number {
  return id === podId ? 2 : 1;
}

export function editionOf(runSpec: RunSpec): unknown {
  return (runSpec.kind === 'app' ? runSpec.env : runSpec.environment)['EDITION'];
}

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
  if (id === keptId || id === podId) return 2;
  return id === '/unique' ? 3 : 5;
}

export function runSpecOf(wish: AppWish): RunSpec {
  return wish.id === podId ? podOf(wish) : appOf(wish);
}

function basicsOf({ id, instances, edition, upgradeStrategy }: AppWish): RunSpecBasics {
  return {
    id,
    instances,
    role: roles.get(id) ?? '*',
    constraints: constraintsOf(id),
    labels: {},
    secrets: {},
    networks: [{ mode: 'host', labels: {} }],
    backoff: { backoffSeconds: 1, backoffFactor: 1.15, maxLaunchDelaySeconds: 20 },
    upgradeStrategy:
      id === keptId ? { ...upgradeStrategy, maximumOverCapacity: 0 } : upgradeStrategy,
    killSelection: edition % 2 === 0 ? 'YOUNGEST_FIRST' : 'OLDEST_FIRST',
    unreachableStrategy: unreachableStrategyOf(id),
    version: 0,
    versionInfo: { lastScalingAt: 0, lastConfigChangeAt: 0 },
    restartPolicy: 'Always',
  };
}

function appOf(wish: AppWish): AppDefinition {
  const { id, conduct, edition } = wish;
  // One of them has checks in some editions only: old instances then cannot answer what new ones are asked.
  const isChecked = id === '/shop/web' || (id === '/checked' && edition % 3 !== 0);
  return {
    ...basicsOf(wish),
    kind: 'app',
    cmd: commands[conduct],
    args: [],
    env: { EDITION: String(edition) },
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
    ...(id === keptId ? withVolume : {}),
  };
}

const withVolume: Pick<AppDefinition, 'container' | 'residency'> = {
  container: {
    type: 'MESOS',
    portMappings: [],
    volumes: [
      {
        kind: 'persistent',
        containerPath: 'data',
        mode: 'RW',
        persistent: { type: 'root', size: 100, constraints: [] },
      },
    ],
  },
  residency: { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' },
};

/** Both run on, or one of them ends. */
function podOf(wish: AppWish): PodDefinition {
  const { conduct, edition } = wish;
  const container = (name: string, command: string): PodDefinition['containers'][number] => ({
    name,
    exec: { command: { shell: command } },
    resources: { cpus: 0.1, mem: 32, disk: 0, gpus: 0 },
    endpoints: [],
    environment: {},
    volumeMounts: [],
    artifacts: [],
    labels: {},
  });
  return {
    ...basicsOf(wish),
    kind: 'pod',
    environment: { EDITION: String(edition) },
    containers: [container('first', commands.runs), container('second', commands[conduct])],
    volumes: [],
    executorResources: { cpus: 0.1, mem: 32, disk: 10 },
  };
}

function constraintsOf(id: PathId): AppDefinition['constraints'] {
  if (id === '/unique') return [{ field: 'hostname', operator: 'UNIQUE' }];
  if (id === '/spread') return [{ field: 'hostname', operator: 'MAX_PER', value: '2' }];
  return [];
}

function unreachableStrategyOf(id: PathId): AppDefinition['unreachableStrategy'] {
  if (id === '/spread' || id === keptId) return 'disabled';
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
