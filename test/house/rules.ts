/**
 * The rules of the house, as data; the tests beside this file hold the tree to them. Whoever needs
 * an exception adds it here with the reason, where a reviewer sees it.
 */

/**
 * Which rooms of src/ a room may import from. Imports go downwards only: a room knows what it is
 * built of, never who uses it. Master and agent know of each other only what is on the wire.
 */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  // Tools that know nothing of Mesos: clock, chance, results, flags, logging, http, metrics.
  foundation: [],
  // The messages and their forms on the wire.
  protocol: ['foundation'],
  // The algebra of resources.
  resources: ['foundation', 'protocol'],
  // Bytes that survive a crash; does not know what they mean.
  storage: ['foundation'],
  // Messages between master, agents, drivers and executors.
  libprocess: ['foundation', 'protocol'],
  // Who asks, and whether it may.
  security: ['foundation', 'protocol'],
  // How Mesos' endpoints are named and asked for over HTTP: delegates, old names, JSONP.
  manners: ['foundation', 'protocol', 'security'],
  // The files of sandboxes and logs, as master and agent show them.
  files: ['foundation', 'protocol', 'security', 'manners'],
  // What master and agent share of the operator API: calls over HTTP, endpoints of the process.
  'operator-api': ['foundation', 'protocol', 'resources', 'security', 'manners', 'files'],
  // Who leads: contenders, detectors, what --master may be.
  leadership: ['foundation', 'protocol'],
  // Sessions; an election and a registry that several masters share.
  zookeeper: ['foundation', 'protocol', 'storage', 'leadership'],
  // Who is offered what.
  allocator: ['foundation', 'protocol', 'resources'],
  // Running processes in isolation; supervised from outside the agent.
  containers: ['foundation', 'protocol', 'resources', 'storage', 'security'],
  // The built-in executors and the SDK for custom ones.
  executor: ['foundation', 'protocol', 'resources', 'libprocess', 'security', 'containers'],
  agent: [
    'foundation',
    'protocol',
    'resources',
    'storage',
    'libprocess',
    'security',
    'manners',
    'files',
    'operator-api',
    'leadership',
    'zookeeper',
    'containers',
    'executor',
  ],
  master: [
    'foundation',
    'protocol',
    'resources',
    'storage',
    'libprocess',
    'security',
    'manners',
    'files',
    'operator-api',
    'leadership',
    'zookeeper',
    'allocator',
  ],
  // The SDK for frameworks.
  scheduler: [
    'foundation',
    'protocol',
    'resources',
    'libprocess',
    'security',
    'leadership',
    'zookeeper',
  ],
  // Long-running services; a framework like others, that knows Mesos by its API only.
  marathon: [
    'foundation',
    'protocol',
    'resources',
    'storage',
    'leadership',
    'zookeeper',
    'scheduler',
  ],
  // Names of tasks in DNS; knows the cluster by the master's event stream only.
  dns: ['foundation', 'protocol', 'leadership', 'zookeeper', 'scheduler'],
  // A client of Marathon's public API that steers HAProxy; knows nothing of how Marathon is built.
  'load-balancer': ['foundation'],
  // One file for each command; mesos-local puts master and agents together.
  cli: [
    'foundation',
    'protocol',
    'resources',
    'storage',
    'libprocess',
    'security',
    'manners',
    'files',
    'operator-api',
    'leadership',
    'zookeeper',
    'allocator',
    'containers',
    'executor',
    'agent',
    'master',
    'scheduler',
  ],
  // Whole clusters on a virtual clock, network and disk; nothing imports it.
  simulation: [
    'foundation',
    'protocol',
    'resources',
    'storage',
    'libprocess',
    'security',
    'manners',
    'files',
    'operator-api',
    'leadership',
    'zookeeper',
    'allocator',
    'containers',
    'executor',
    'agent',
    'master',
    'scheduler',
    'marathon',
  ],
};

/** The same of the folders of the web pages (ui/src). */
export const allowedPageImports: Readonly<Record<string, readonly string[]>> = {
  // Every word, in two languages.
  texts: [],
  // What can be typed into the search box of a table.
  search: [],
  // Addresses, and what is asked over HTTP.
  base: [],
  // The cluster, in a worker beside the page.
  live: ['search', 'base'],
  // What pages are put together from.
  parts: ['texts', 'search', 'base', 'live'],
  // The frame around them.
  shell: ['texts', 'search', 'base', 'live', 'parts'],
  pages: ['texts', 'base', 'live', 'parts'],
  // Marathon's pages: of the cluster's they know the parts.
  marathon: ['texts', 'search', 'base', 'live', 'parts', 'shell'],
};

/** Seams within a room: what is below the first may not import what is below the others. */
export const seams: Readonly<Record<string, readonly string[]>> = {
  // The life of containers knows launchers by their interface only.
  'src/containers/life/': [
    'src/containers/posix/',
    'src/containers/linux/',
    'src/containers/docker/',
  ],
  'src/containers/isolators/': [
    'src/containers/posix/',
    'src/containers/linux/',
    'src/containers/life/',
  ],
  'src/containers/cgroups/': [
    'src/containers/posix/',
    'src/containers/linux/',
    'src/containers/life/',
    'src/containers/isolators/',
  ],
  'src/containers/posix/': ['src/containers/linux/', 'src/containers/docker/'],
  'src/containers/linux/': ['src/containers/docker/'],
  'src/containers/docker/': ['src/containers/linux/'],
};

/** Deterministic code: what goes in alone decides what comes out. */
export function isCore(path: string): boolean {
  return /^src\/([^/]+\/(core|calls)|allocator|resources|protocol|executor\/builtin|load-balancer\/steering)\//.test(
    path,
  );
}

/** What cores must not touch, and what they use instead. */
export const bannedInCores: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\bDate\b|\bperformance\./, instead: 'clock.now() of foundation/clock.ts' },
  { pattern: /\bMath\.random\b/, instead: 'the Random that is passed in' },
  {
    pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/,
    instead: 'clock.after() of foundation/clock.ts',
  },
  { pattern: /(?<![.\w])process\./, instead: 'what the edge passes in' },
  { pattern: /\bawait\b|\basync\b|\bPromise\b/, instead: 'callbacks' },
  { pattern: /\bfetch\(/, instead: 'an effect that the edge carries out' },
];

/** Modules of Node that are pure calculation. */
export const nodeModulesAllowedInCores: readonly string[] = ['node:path', 'node:util'];

/** Files that may break a rule for cores, each with the reason. */
export const coreExemptions: Readonly<Record<string, string>> = {
  'src/master/calls/operator/call.ts': 'the edge awaits answers that are written record by record',
  'src/agent/calls/get-containers.ts': 'the edge awaits what containers say of themselves',
  'src/agent/calls/launch-container.ts': 'the edge awaits the launch; the core does not know of it',
  'src/agent/calls/read-log.ts': 'the edge awaits the file',
  'src/agent/calls/remove-container.ts': 'the edge awaits the removal of the sandbox',
  'src/agent/calls/update-container-limits.ts': 'the edge awaits what isolators say',
  'src/agent/calls/prune-images.ts': 'the edge awaits the removal; the core does not know of it',
  'src/agent/calls/wait-container.ts': 'the edge awaits the end; the core does not know of it',
};

/** Nobody reads a longer file with pleasure. */
export const maxFileLines = 400;

/** Longer than that with good reason. */
export const lengthExemptions: Readonly<Record<string, string>> = {};

/** Where programs and libraries begin; a file that cannot be reached from here is dead. */
export const entryPoints: readonly string[] = [
  'src/master/main.ts',
  'src/agent/main.ts',
  'src/containers/io/main.ts',
  'src/containers/io/logrotate/main.ts',
  'src/executor/checks/check-probe-main.ts',
  'src/cli/execute.ts',
  'src/cli/local.ts',
  'src/marathon/main.ts',
  'src/dns/main.ts',
  'src/load-balancer/main.ts',
  'src/load-balancer/zdd/main.ts',
  'src/simulation/main.ts',
];

/** Not reached from a program, and yet needed; each with the reason. */
export const reachabilityExemptions: Readonly<Record<string, string>> = {
  'src/scheduler/index.ts': 'the SDK for frameworks: users import it',
  'src/executor/index.ts': 'the SDK for custom executors: users import it',
  'src/foundation/http/static/index.ts': 'for the first program that has pages of its own',
  'src/zookeeper/index.ts': 'the ZooKeeper client: users import it',
};
