/**
 * What Prometheus is told of each metric. By default a metric keeps its name (`master/cpus_total` is
 * `mesos_master_cpus_total`), so that whoever knows Mesos finds it; where Mesos writes a state, a type,
 * a role or a framework into the name, Prometheus has a label. Sums that Prometheus can compute from
 * the labels are left out.
 *
 * A name without a row is shown too, as a gauge: nothing is hidden because somebody forgot it here.
 */
import { type Template, parseTemplate } from './template.ts';

export type Kind = 'counter' | 'gauge';

export interface Family {
  readonly kind: Kind;
  /** A counter's ends in `_total`. */
  readonly name: string;
  readonly help: string;
}

export interface Place extends Family {
  readonly labels: Readonly<Record<string, string>>;
}

interface Row {
  readonly template: Template;
  readonly kind: Kind;
  readonly help: string;
  /** Absent: Mesos' own, and the places are no labels. */
  readonly family: string | undefined;
  readonly isLeftOut: boolean;
}

function row(kind: Kind, template: string, help: string, family?: string): Row {
  return { template: parseTemplate(template), kind, help, family, isLeftOut: false };
}

const counter = (template: string, help: string, family?: string): Row =>
  row('counter', template, help, family);
const gauge = (template: string, help: string, family?: string): Row =>
  row('gauge', template, help, family);

/** What another row says too: the sum of its labels, an older name. */
function leftOut(template: string): Row {
  return { ...row('gauge', template, ''), isLeftOut: true };
}

const ends = 'finished|failed|error|dropped|gone_by_operator';
const open = 'pending|recovering|unreachable';
const ofFramework = 'master/frameworks/{framework}/{framework_id}';

/** The first that fits counts. */
const rows: readonly Row[] = [
  // Frameworks.
  counter(`${ofFramework}/calls/{call}`, 'Calls of a framework.', 'mesos_framework_calls'),
  counter(`${ofFramework}/events/{event}`, 'Events for a framework.', 'mesos_framework_events'),
  counter(
    `${ofFramework}/operations/{operation}`,
    'Operations on offers that a framework asked for.',
    'mesos_framework_operations',
  ),
  counter(
    `${ofFramework}/offers/{fate}`,
    'Offers of a framework, by what became of them.',
    'mesos_framework_offers',
  ),
  gauge(
    `${ofFramework}/tasks/active/task_{state}`,
    'Tasks of a framework that have not ended.',
    'mesos_framework_tasks',
  ),
  counter(
    `${ofFramework}/tasks/terminal/task_{state}`,
    'Tasks of a framework that ended.',
    'mesos_framework_tasks_ended',
  ),
  gauge(
    `${ofFramework}/subscribed`,
    'Whether a framework is subscribed (1) or away (0).',
    'mesos_framework_subscribed',
  ),
  gauge(
    `${ofFramework}/roles/{role...}/suppressed`,
    'Whether a framework wants no offers for a role (1).',
    'mesos_framework_role_suppressed',
  ),
  leftOut(`${ofFramework}/{sum=calls|events|operations}`),
  counter(
    'frameworks/{principal...}/messages_{what=received|processed}',
    'Calls of frameworks with a principal; what was received and not processed waits.',
    'mesos_principal_messages',
  ),
  // Tasks.
  gauge(
    'master/tasks_{state=staging|starting|running|killing|unreachable}',
    'Tasks that have not ended.',
    'mesos_master_tasks',
  ),
  counter('master/tasks_{state}', 'Tasks that ended.', 'mesos_master_tasks_ended'),
  counter(
    'master/task_{state}/source_{source}/reason_{reason}',
    'Tasks that ended or became unreachable, by who said so and why.',
    'mesos_master_task_ends_by_reason',
  ),
  // Messages.
  counter('master/messages_{message}', 'Messages and calls received.', 'mesos_master_messages'),
  counter(
    'master/{verdict=valid|invalid}_{message}',
    'Messages and calls that were looked at.',
    'mesos_master_checked_messages',
  ),
  counter('master/dropped_messages', 'Messages dropped because this master does not serve yet.'),
  gauge('master/event_queue_{kind}', 'What was received and waits.', 'mesos_master_event_queue'),
  // Agents.
  counter(
    'master/slave_removals/reason_{reason}',
    'Agents removed, by why.',
    'mesos_master_slave_removals_by_reason',
  ),
  counter(
    'master/slave_{what=registrations|reregistrations|removals}',
    'Agents that registered, registered again, or were removed.',
  ),
  counter(
    'master/slave_{what=shutdowns|unreachable}_{step=scheduled|completed|canceled}',
    'Agents that were to be given up, were, or came back before.',
  ),
  counter('master/recovery_slave_removals', 'Agents that did not come back to a new master.'),
  // These overlap, so that a label would add up to nonsense.
  gauge('master/slaves_{state}', 'Agents that are in this state.'),
  gauge('master/frameworks_{state}', 'Frameworks that are in this state.'),
  // Operations.
  counter(
    `master/operations/{type}/{state=${ends}}`,
    'Operations that ended.',
    'mesos_master_operations_ended',
  ),
  gauge(
    `master/operations/{type}/{state=${open}}`,
    'Operations that have not ended.',
    'mesos_master_operations',
  ),
  leftOut('master/operations/{type}/total'),
  leftOut('master/operations/{state}'),
  // Resources.
  gauge('master/{resource}_{of=total|used}', 'Resources of the cluster: mem and disk in MB.'),
  gauge('master/{resource}_percent', 'The share of a resource that is used, from 0 to 1.'),
  gauge(
    '{process=master|slave}/{resource}_utilization',
    'How much of its host is used, in percent.',
  ),
  // The master itself.
  gauge('{process=master|slave}/uptime_secs', 'Seconds since the start.'),
  gauge('master/elected', 'Whether this master leads (1).'),
  gauge('master/outstanding_offers', 'Offers that nobody answered yet.'),
  gauge('master/operator_event_stream_subscribers', 'Open event streams of operators.'),
  counter('master/http_cache_hits', 'Requests that were answered with what others had asked for.'),
  // The registry.
  gauge('registrar/queued_operations', 'Changes of the registry that wait to be written.'),
  gauge('registrar/registry_size_bytes', 'Size of the registry in bytes.'),
  gauge('registrar/log/recovered', 'Whether the registry was read (1).'),
  gauge('registrar/log/ensemble_size', 'Copies of the registry.'),
  // The allocator.
  counter('allocator/mesos/allocation_runs', 'Runs of the allocator.'),
  gauge('allocator/mesos/event_queue_dispatches', 'Inputs of the allocator that wait.'),
  // The older name of the same.
  leftOut('allocator/event_queue_dispatches'),
  gauge(
    'allocator/mesos/resources/{resource}/{of=total|offered_or_allocated}',
    "The allocator's resources: mem and disk in MB.",
    'mesos_allocator_resources',
  ),
  gauge(
    'allocator/mesos/roles/{role...}/shares/dominant',
    'The dominant share of a role, from 0 to 1.',
    'mesos_allocator_role_dominant_share',
  ),
  gauge(
    'allocator/mesos/offer_filters/roles/{role...}/active',
    'Refusals that are remembered.',
    'mesos_allocator_role_offer_filters',
  ),
  gauge(
    'allocator/mesos/quota/roles/{role...}/resources/{resource}/{of}',
    'Guarantee, limit and consumption of a role; the role without a name is everybody.',
    'mesos_allocator_role_quota',
  ),
  // The agent.
  gauge(
    'slave/tasks_{state=staging|starting|running|killing}',
    'Tasks that have not ended.',
    'mesos_slave_tasks',
  ),
  counter('slave/tasks_{state}', 'Tasks that ended.', 'mesos_slave_tasks_ended'),
  gauge(
    'slave/executors_{state=registering|running|terminating}',
    'Executors that have not ended.',
    'mesos_slave_executors',
  ),
  counter('slave/executors_{how=terminated|preempted}', 'Executors that ended.'),
  gauge(
    'slave/executor_directory_max_allowed_age_secs',
    'How old sandboxes of ended executors get.',
  ),
  gauge('slave/{resource}_{of=total|used}', 'Resources of the agent: mem and disk in MB.'),
  gauge('slave/{resource}_percent', 'The share of a resource that is used, from 0 to 1.'),
  gauge('slave/registered', 'Whether the agent is registered with a master (1).'),
  gauge('slave/frameworks_active', 'Frameworks that run something here.'),
  counter('slave/recovery_errors', 'Checkpoints that could not be read.'),
  gauge('slave/recovery_time_secs', 'How long the last recovery took.'),
  counter('slave/container_launch_errors', 'Containers that could not be launched.'),
  counter(
    'slave/{verdict=valid|invalid}_{message}',
    'Messages that were looked at.',
    'mesos_slave_checked_messages',
  ),
  gauge('gc/path_removals_pending', 'Directories that wait to be removed.'),
  counter('gc/path_removals_{how}', 'Directories that were to be removed.'),
  counter('containerizer/fetcher/task_fetches_{how}', 'Fetches for tasks.'),
  gauge('containerizer/fetcher/cache_size_{of}_bytes', 'Size of the cache of the fetcher.'),
  counter('containerizer/mesos/{what...}_errors', 'Containers that could not be cleaned up.'),
  counter('resource_provider_manager/events/{event}', 'What resource providers did.'),
  gauge('resource_provider_manager/subscribed', 'Resource providers that are subscribed.'),
  // The machine.
  gauge('system/load_{minutes}', 'Load of the machine.'),
  gauge('system/cpus_total', 'Processors of the machine.'),
  gauge('system/mem_{of}_bytes', 'Memory of the machine.'),
];

/** Rows by the first part of the names; a framework has so many names that its rows are apart. */
const frameworksPrefix = 'master/frameworks/';
const rowsByGroup = new Map<string, Row[]>();
for (const one of rows) {
  const { prefix } = one.template;
  for (const group of prefix === '' ? ['master', 'slave'] : [groupOf(prefix)]) {
    rowsByGroup.set(group, [...(rowsByGroup.get(group) ?? []), one]);
  }
}

function groupOf(name: string): string {
  if (name.startsWith(frameworksPrefix)) return frameworksPrefix;
  const end = name.indexOf('/');
  return end < 0 ? name : name.slice(0, end);
}

/** What is said of metrics without a row. */
export const unknownHelp = 'Metric of Mesos:';

/** Where a metric of Mesos is found; undefined when others say the same. */
export function placeOf(name: string): Place | undefined {
  for (const one of rowsByGroup.get(groupOf(name)) ?? []) {
    if (!name.startsWith(one.template.prefix)) continue;
    const match = one.template.pattern.exec(name);
    if (match === null) continue;
    if (one.isLeftOut) return undefined;
    return one.family === undefined ? ownFamily(name, one) : labelled(one, one.family, match);
  }
  return ownFamily(name, { kind: 'gauge', help: `${unknownHelp} ${name}.` });
}

function labelled({ kind, help, template }: Row, family: string, match: RegExpExecArray): Place {
  const labels: Record<string, string> = {};
  for (const [i, place] of template.places.entries()) {
    const text = match[i + 1]!;
    labels[place] = place === 'framework' ? decodeURIComponent(text) : text;
  }
  return { name: kind === 'counter' ? `${family}_total` : family, kind, help, labels };
}

/** @compat The name says what it says in Mesos, and the unit in full. */
function ownFamily(name: string, { kind, help }: Pick<Row, 'kind' | 'help'>): Place {
  const plain = familyName(name).replace(/_secs$/, '_seconds');
  return { name: kind === 'counter' ? `${plain}_total` : plain, kind, help, labels: {} };
}

/** Every name that can be. */
export function familyName(name: string): string {
  return `mesos_${name.replace(/^allocator\/mesos\//, 'allocator/').replace(/[^a-zA-Z0-9_]/g, '_')}`;
}
