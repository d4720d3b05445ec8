/** Numbers of the core: what there is, asked when somebody wants to know, and what happened so far. */
import type { Clock } from '../../foundation/clock.ts';
import type { Core } from '../core/environment.ts';
import type { MarathonMetrics } from './registry.ts';

const msPerSecond = 1000;

/** Zero from the start, so that whoever draws them sees them. */
const knownCounters: readonly string[] = [
  'deployments',
  'mesos.calls.revive',
  'mesos.calls.suppress',
  'mesos.offer-operations.launch',
  'mesos.offer-operations.launch-group',
  'mesos.offer-operations.reserve',
  'mesos.offers.declined',
  'mesos.offers.incoming',
  'mesos.offers.used',
  'tasks.launched',
];

export function registerProcessMetrics(metrics: MarathonMetrics, clock: Clock): void {
  const startMs = clock.now();
  for (const name of knownCounters) metrics.counter(`${name}.counter`);
  metrics.gauge('uptime.gauge.seconds', () => (clock.now() - startMs) / msPerSecond);
  // @compat The names of a Java process, for what ours has of it.
  metrics.gauge('jvm.memory.heap.used.gauge.bytes', () => process.memoryUsage().heapUsed);
  metrics.gauge('jvm.memory.heap.committed.gauge.bytes', () => process.memoryUsage().heapTotal);
  metrics.gauge('jvm.memory.total.used.gauge.bytes', () => process.memoryUsage().rss);
}

/** From now on: it leads. */
export function registerCoreMetrics(metrics: MarathonMetrics, core: Core): void {
  const { clock } = core;
  const electedMs = clock.now();
  metrics.gauge('leadership.duration.gauge.seconds', () => (clock.now() - electedMs) / msPerSecond);
  const countSpecs = (kind: 'app' | 'pod') => (): number =>
    count(core.groups.root.runSpecsBelow('/'), (spec) => spec.kind === kind);
  metrics.gauge('apps.active.gauge', countSpecs('app'));
  metrics.gauge('pods.active.gauge', countSpecs('pod'));
  metrics.gauge('groups.active.gauge', () => groupsBelow(core, '/'));
  metrics.gauge('deployments.active.gauge', () => count(core.deployments.running(), () => true));
  metrics.gauge('instances.running.gauge', () =>
    count(core.instances.all(), ({ condition }) => condition === 'Running'),
  );
  metrics.gauge('instances.staged.gauge', () =>
    count(core.instances.all(), ({ condition }) => staged.has(condition)),
  );
  metrics.gauge('instances.inflight-kills.gauge', () =>
    count(core.instances.all(), ({ id }) => core.killer.isKilling(id)),
  );
  metrics.gauge('instances.launch-overdue.gauge', () => {
    const latest = clock.timestamp() - core.options.taskLaunchTimeoutMs;
    return count(
      core.instances.all(),
      ({ condition, since }) => staged.has(condition) && since < latest,
    );
  });
}

const staged: ReadonlySet<string> = new Set(['Provisioned', 'Staging', 'Starting']);

function count<T>(all: Iterable<T>, isCounted: (each: T) => boolean): number {
  let counted = 0;
  for (const each of all) if (isCounted(each)) counted++;
  return counted;
}

function groupsBelow({ groups }: Core, id: string): number {
  let counted = 1;
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const below = groups.root.groupsIn(next);
    counted += below.length;
    open.push(...below.map((group) => group.id));
  }
  return counted;
}
