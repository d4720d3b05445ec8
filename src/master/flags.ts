/**
 * The flags of mesos-master: one row each, in alphabetical order, with Mesos' names and defaults,
 * so that /flags and existing start scripts agree. `planned` rows belong to rooms still to come:
 * their default is shown, another value refuses the start (src/foundation/flags/flag-table.ts).
 */
import {
  checkCommonFlags,
  commonFlags,
  oneOf,
  positive,
} from '../foundation/flags/common-flags.ts';
import { defineFlags, flag } from '../foundation/flags/flag-table.ts';
import type { FlagValues } from '../foundation/flags/flag-table.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { formatDuration } from '../foundation/units/duration.ts';
import { parseNumber } from '../foundation/units/number.ts';
import { parseFirewall } from '../manners/index.ts';
import { readDomain } from '../protocol/fault-domain.ts';
import { validateRole } from '../resources/roles.ts';
import { parseZooKeeperUrl } from '../zookeeper/core/url.ts';
import { parseRateLimits } from './core/calls/rate-limits.ts';

/** Agents need this long to notice a new master; Mesos refuses less. */
const leastReregisterTimeoutMs = 10 * 60_000;
const leastPingTimeoutMs = 1000;
const mostPingTimeoutMs = 15 * 60_000;

export const masterFlags = defineFlags({
  ...commonFlags({ port: 5050 }),
  acls: flag.json({ help: 'Who may do what, as ACLs in JSON.', planned: 'authorization' }),
  agent_ping_timeout: flag.duration({
    default: 15_000,
    aliases: ['slave_ping_timeout'],
    help: 'How long an agent may take to answer a ping before it counts as missed.',
    validate: (valueMs) =>
      valueMs >= leastPingTimeoutMs && valueMs <= mostPingTimeoutMs
        ? undefined
        : 'it must be between 1secs and 15mins',
  }),
  agent_removal_rate_limit: flag.rate({
    aliases: ['slave_removal_rate_limit'],
    help: 'How many agents may be marked unreachable in a time, e.g. 1/10mins; unlimited if unset.',
  }),
  agent_reregister_timeout: flag.duration({
    default: leastReregisterTimeoutMs,
    aliases: ['slave_reregister_timeout'],
    help: 'How long agents may take to come back after a new master took over; at least 10mins.',
  }),
  allocation_interval: flag.duration({
    default: 1000,
    help: 'Time between two batch allocations of resources.',
    validate: positive,
  }),
  allocator: flag.string({
    default: 'hierarchical',
    help: 'The allocator to use.',
    planned: 'allocator modules',
  }),
  allocator_agent_recovery_factor: flag.double({
    default: 0.8,
    help: 'Share of known agents to wait for before offering, in clusters with quota.',
  }),
  allocator_recovery_timeout: flag.duration({
    default: 600_000,
    help: 'Longest time to hold offers back after a failover, in clusters with quota.',
  }),
  authenticate_agents: flag.bool({
    default: false,
    aliases: ['authenticate_slaves'],
    help: 'Whether only authenticated agents may register.',
    planned: 'authentication',
  }),
  authenticate_frameworks: flag.bool({
    default: false,
    aliases: ['authenticate'],
    help: 'Whether only authenticated v0 frameworks may register.',
    planned: 'authentication',
  }),
  authenticate_http_frameworks: flag.bool({
    default: false,
    help: 'Whether requests to /api/v1/scheduler must be authenticated.',
    planned: 'authentication',
  }),
  authenticate_http_readonly: flag.bool({
    default: false,
    help: 'Whether requests that read must be authenticated.',
    planned: 'authentication',
  }),
  authenticate_http_readwrite: flag.bool({
    default: false,
    aliases: ['authenticate_http'],
    help: 'Whether requests that write must be authenticated.',
    planned: 'authentication',
  }),
  authentication_v0_timeout: flag.duration({
    default: 15_000,
    help: 'How long one exchange of authentication messages may take.',
    planned: 'authentication',
  }),
  authenticators: flag.string({
    default: 'crammd5',
    help: 'How agents and v0 frameworks authenticate.',
    planned: 'authentication',
  }),
  authorizers: flag.string({
    default: 'local',
    help: 'Who decides what is allowed.',
    planned: 'authorizer modules',
  }),
  cluster: flag.string({ help: 'Name of the cluster, shown in the web pages and in /state.' }),
  credentials: flag.path({
    help: 'File of principals and secrets, in JSON.',
    planned: 'authentication',
  }),
  domain: flag.json({
    help: 'Fault domain of this machine as DomainInfo in JSON; the same region for all masters.',
    validate: (value) => {
      const domain = readDomain(value);
      return domain.ok ? undefined : domain.error;
    },
  }),
  fair_sharing_excluded_resource_names: flag.list({
    help: 'Resources that do not count when shares are compared, e.g. gpus.',
  }),
  filter_gpu_resources: flag.bool({
    default: true,
    help: 'Whether agents with GPUs are offered only to frameworks with GPU_RESOURCES.',
  }),
  framework_sorter: flag.string({
    default: 'drf',
    help: 'Order of the frameworks in a role: drf (by share) or random.',
    validate: oneOf(['drf', 'random']),
  }),
  http_authenticators: flag.string({
    default: 'basic',
    help: 'How HTTP requests of operators authenticate.',
    planned: 'authentication',
  }),
  http_framework_authenticators: flag.string({
    help: 'How HTTP requests of frameworks authenticate.',
    planned: 'authentication',
  }),
  log_auto_initialize: flag.bool({
    default: true,
    help: 'Whether an empty registry is initialized; else the master waits until somebody does it.',
    planned: 'initialization of the registry by hand',
  }),
  master_contender: flag.string({ help: 'Contender module.', planned: 'modules' }),
  master_detector: flag.string({ help: 'Detector module.', planned: 'modules' }),
  max_agent_ping_timeouts: flag.integer({
    default: 5,
    aliases: ['max_slave_ping_timeouts'],
    help: 'Missed pings in a row after which an agent is unreachable.',
    validate: (value) => (value >= 1 ? undefined : 'it must be at least 1'),
  }),
  max_completed_frameworks: flag.integer({
    default: 50,
    help: 'Frameworks that are remembered after they ended.',
  }),
  max_completed_tasks_per_framework: flag.integer({
    default: 1000,
    help: 'Tasks of each framework that are remembered after they ended.',
  }),
  max_operator_event_stream_subscribers: flag.integer({
    default: 1000,
    help: 'Event streams that may be open at a time; the oldest is closed for one more.',
    validate: positive,
  }),
  max_unreachable_tasks_per_framework: flag.integer({
    default: 1000,
    help: 'Unreachable tasks of each framework that are remembered.',
  }),
  min_allocatable_resources: flag.string({
    default: 'cpus:0.01|mem:32',
    help: 'Least amounts that are worth an offer: ";" means and, "|" means or.',
  }),
  offer_constraints_re2_max_mem: flag.bytes({
    default: 4096,
    help: 'Memory that one regular expression of offer constraints may take.',
  }),
  offer_constraints_re2_max_program_size: flag.integer({
    default: 100,
    help: 'Size that one regular expression of offer constraints may have.',
  }),
  offer_timeout: flag.duration({
    help: 'Time after which an offer that nobody answered is taken back; never if unset.',
    validate: positive,
  }),
  publish_per_framework_metrics: flag.bool({
    default: true,
    help: 'Whether there are metrics for each framework.',
  }),
  quorum: flag.integer({
    help: 'Majority of the masters, required with --zk; ZooKeeper itself gives the guarantee.',
    validate: positive,
  }),
  rate_limits: flag.json({
    help: 'How many calls a second frameworks of a principal may make, as RateLimits in JSON.',
  }),
  recovery_agent_removal_limit: flag.string({
    default: '100%',
    aliases: ['recovery_slave_removal_limit'],
    help: 'Share of agents that may be missing after a failover; the master stops if more are.',
  }),
  registry: flag.string({
    default: 'replicated_log',
    help: 'Where the registry is kept: replicated_log (on disk, in --work_dir) or in_memory.',
    validate: oneOf(['replicated_log', 'log_storage', 'in_memory']),
  }),
  registry_fetch_timeout: flag.duration({
    default: 60_000,
    help: 'Longest time to read the registry; the master stops if it takes longer.',
  }),
  registry_gc_interval: flag.duration({
    default: 900_000,
    help: 'Time between two clean-ups of the registry.',
    validate: positive,
  }),
  registry_max_agent_age: flag.duration({
    default: 1_209_600_000,
    help: 'How long unreachable and gone agents are remembered.',
  }),
  registry_max_agent_count: flag.integer({
    default: 102_400,
    help: 'How many unreachable, and how many gone agents are remembered.',
  }),
  registry_store_timeout: flag.duration({
    default: 20_000,
    help: 'Longest time to write the registry; the master stops if it takes longer.',
  }),
  registry_strict: flag.bool({
    default: false,
    help: 'Accepted for compatibility; cannot be switched on.',
    validate: (value) => (value ? 'Mesos has switched this mode off' : undefined),
    unread: 'it cannot be switched on',
  }),
  require_agent_domain: flag.bool({
    default: false,
    help: 'Whether agents without a domain are refused.',
  }),
  role_sorter: flag.string({
    default: 'drf',
    aliases: ['user_sorter'],
    help: 'Order of the roles: drf (by share) or random.',
    validate: oneOf(['drf', 'random']),
  }),
  roles: flag.list({ help: 'The only roles that frameworks may use, beside *; deprecated.' }),
  root_submissions: flag.bool({
    default: true,
    help: 'Whether frameworks may run as root.',
  }),
  webui_dir: flag.path({
    default: '/usr/share/mesos/webui',
    help: 'Directory of web pages of your own: index.html, and what is below app/ and assets/. Unless it is given, the pages of this package are served.',
  }),
  weights: flag.string({
    help: 'First weights of roles, role=weight,role=weight; ignored once the registry holds some.',
  }),
  whitelist: flag.path({
    help: 'File of the hosts whose agents are offered, one a line, read again every 5 seconds.',
  }),
  work_dir: flag.path({ help: 'Directory of the registry; required unless it is in memory.' }),
  zk: flag.secret({
    help: 'ZooKeeper ensemble of election and registry: zk://[user:password@]host:port,.../path, or file:///path of a file with that.',
    validate: (text) => {
      const url = parseZooKeeperUrl(text.trim());
      return url.ok ? undefined : url.error;
    },
  }),
});

export type MasterFlags = FlagValues<typeof masterFlags>;

/** Rules between flags, checked at start-up; the text is for "EXIT with status 1: ...". */
export function checkMasterFlags(values: MasterFlags): string | undefined {
  const common = checkCommonFlags(values);
  if (common !== undefined) return common;
  const ensemble = checkZooKeeper(values);
  if (ensemble !== undefined) return ensemble;
  const firewall = parseFirewall(values.firewall_rules);
  if (!firewall.ok) return firewall.error;
  if (values.registry !== 'in_memory' && values.work_dir === undefined) {
    return '--work_dir needed for replicated log based registry';
  }
  if (values.agent_reregister_timeout < leastReregisterTimeoutMs) {
    const given = formatDuration(values.agent_reregister_timeout);
    return `Invalid value '${given}' for --agent_reregister_timeout: Must be at least 10mins`;
  }
  return (
    checkRemovalLimit(values.recovery_agent_removal_limit) ??
    checkRoles(values) ??
    checkWeights(values) ??
    checkRateLimits(values)
  );
}

function checkRateLimits({ rate_limits: limits }: MasterFlags): string | undefined {
  const parsed = limits === undefined ? ok(undefined) : parseRateLimits(limits);
  return parsed.ok ? undefined : parsed.error;
}

function checkZooKeeper({ zk, quorum, registry }: MasterFlags): string | undefined {
  if (zk === undefined) return undefined;
  const url = parseZooKeeperUrl(zk.trim());
  // @compat Mesos will not have its nodes lie about in the root.
  if (url.ok && url.value.path === '/') {
    return "Expecting a (chroot) znode path for ZooKeeper ('/' is not supported), as in zk://host:port/mesos";
  }
  if (quorum === undefined && registry !== 'in_memory') {
    return 'Need to specify --quorum for replicated log based registry when using ZooKeeper';
  }
  return undefined;
}

function checkRemovalLimit(limit: string): string | undefined {
  const percent = /^([0-9]+(?:\.[0-9]+)?)%$/.exec(limit)?.[1];
  if (percent !== undefined && Number(percent) <= 100) return undefined;
  return (
    `Invalid value '${limit}' for --recovery_agent_removal_limit: ` +
    'Must be a percentage from 0% to 100%'
  );
}

/** `role=weight,role=weight` of --weights; the error names the pair that is wrong. */
export function parseWeights(text: string): Result<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>();
  // @compat nothing between two commas is nothing.
  for (const pair of text.split(',').filter((one) => one !== '')) {
    const [role = '', weight = '', ...rest] = pair.split('=');
    const value = parseNumber(weight);
    const valid = validateRole(role);
    if (!valid.ok) return failure(`Invalid --weights '${pair}': ${valid.error}`);
    if (rest.length > 0 || !value.ok || value.value <= 0) {
      return failure(
        `Invalid --weights '${pair}': it must be role=weight with a weight above zero`,
      );
    }
    weights.set(role, value.value);
  }
  return ok(weights);
}

function checkRoles({ roles = [] }: MasterFlags): string | undefined {
  for (const role of roles) {
    const valid = validateRole(role);
    if (!valid.ok) return `Failed to parse roles: ${valid.error}`;
  }
  return undefined;
}

function checkWeights({ weights = '', roles }: MasterFlags): string | undefined {
  const parsed = parseWeights(weights);
  if (!parsed.ok) return parsed.error;
  const unknown = [...parsed.value.keys()].find(
    (role) => roles !== undefined && role !== '*' && !roles.includes(role),
  );
  return unknown === undefined
    ? undefined
    : `Invalid --weights '${unknown}': it is none of the --roles`;
}
