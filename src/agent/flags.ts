/**
 * The flags of mesos-agent: one row each with Mesos' names and defaults; the rows of containers are
 * in container-flags.ts, those shared with the master in foundation/flags/common-flags.ts.
 * `planned` rows belong to rooms still to come: their default is shown, another value refuses the
 * start. Flags of Mesos' special builds are known where we have what they are for (seccomp, network
 * ports); those of port mapping and XFS are unknown, as in the usual build of Mesos.
 */
import {
  checkCommonFlags,
  commonFlags,
  oneOf,
  positive,
} from '../foundation/flags/common-flags.ts';
import { defineFlags, flag } from '../foundation/flags/flag-table.ts';
import type { FlagValues } from '../foundation/flags/flag-table.ts';
import type { Json } from '../foundation/flags/flag-types.ts';
import { formatDuration } from '../foundation/units/duration.ts';
import { parseAgentsMasters } from '../zookeeper/masters.ts';
import { parseFirewall } from '../manners/index.ts';
import { readDomain } from '../protocol/fault-domain.ts';
import { readAgentFeatures } from './agent-features.ts';
import { findExecutorSocketFault } from './executor-socket.ts';
import { findIp6Fault } from './ip6.ts';
import { findContainerFlagsFault } from './container-flag-rules.ts';
import { containerFlags } from './container-flags.ts';
import {
  controllerName,
  estimatorName,
  findOversubscriptionFault,
} from './oversubscription-flags.ts';

const mostRegistrationBackoffMs = 60_000;
const mostExecutorReregistrationMs = 15_000;

/** Survives crashes of the agent but not a reboot; only root may write to /var/run. */
const defaultRuntimeDir = process.getuid?.() === 0 ? '/var/run/mesos' : '/tmp/mesos/runtime';

function checkMaster(master: string): string | undefined {
  const addresses = parseAgentsMasters(master);
  return addresses.ok ? undefined : addresses.error;
}

function refuseProviders(): string {
  return "this agent has no resource providers; tell it of disks with --resources (disks of type PATH and MOUNT), of volumes of Docker volume plugins with 'docker/volume' in --isolation; leave it out";
}

/** Only text can be an environment variable. */
function checkEnvironment(variables: Json): string | undefined {
  if (variables === null || typeof variables !== 'object' || Array.isArray(variables)) {
    return 'it must be a JSON object of variables';
  }
  const odd = Object.keys(variables).find((name) => typeof variables[name] !== 'string');
  return odd === undefined ? undefined : `the value of variable '${odd}' must be a string`;
}

export const agentFlags = defineFlags({
  ...commonFlags({ port: 5051 }),
  ...containerFlags,
  acls: flag.json({ help: 'Who may do what, as ACLs in JSON.', planned: 'authorization' }),
  agent_features: flag.json({
    help: 'Capabilities that the agent tells the master, as SlaveCapabilities in JSON; those that every master counts on must be among them.',
    validate: (value) => {
      const features = readAgentFeatures(value);
      return features.ok ? undefined : features.error;
    },
  }),
  attributes: flag.string({ help: 'Attributes of the agent: name:value;name:value.' }),
  authenticate_http_readonly: flag.bool({
    default: false,
    help: 'Whether requests that read must be authenticated.',
    planned: 'authentication',
  }),
  authenticate_http_readwrite: flag.bool({
    default: false,
    help: 'Whether requests that write must be authenticated.',
    planned: 'authentication',
  }),
  authenticatee: flag.string({
    default: 'crammd5',
    help: 'How the agent authenticates with the master.',
    planned: 'authentication',
  }),
  authentication_backoff_factor: flag.duration({
    default: 1000,
    help: 'Growth of the wait before authentication is tried again.',
    planned: 'authentication',
  }),
  authentication_timeout_max: flag.duration({
    default: 60_000,
    help: 'Longest wait before authentication is tried again.',
    planned: 'authentication',
  }),
  authentication_timeout_min: flag.duration({
    default: 5000,
    help: 'Shortest wait before authentication is tried again.',
    planned: 'authentication',
  }),
  authorizer: flag.string({
    default: 'local',
    help: 'Who decides what is allowed.',
    planned: 'authorizer modules',
  }),
  credential: flag.path({
    help: 'File with the principal and secret for the master, in JSON.',
    planned: 'authentication',
  }),
  default_role: flag.string({
    default: '*',
    help: 'Role of the resources that are given without one.',
  }),
  disk_watch_interval: flag.duration({
    default: 60_000,
    help: 'Time between two looks at the disk, which decide how long old sandboxes are kept.',
    validate: positive,
  }),
  domain: flag.json({
    help: 'Fault domain of this machine as DomainInfo in JSON.',
    validate: (value) => {
      const domain = readDomain(value);
      return domain.ok ? undefined : domain.error;
    },
  }),
  domain_socket_location: flag.string({
    help: 'Path of the socket for executors, shorter than 108 characters; by default agent.sock in --runtime_dir.',
  }),
  executor_environment_variables: flag.json({
    help: 'The whole environment of executors, as a JSON object of strings.',
    validate: checkEnvironment,
  }),
  executor_registration_timeout: flag.duration({
    default: 60_000,
    help: 'How long an executor may take to register before it is killed.',
  }),
  executor_reregistration_retry_interval: flag.duration({
    help: 'Time after which executors that use a pid are asked again to reconnect.',
    validate: positive,
    planned: 'v0 executors',
  }),
  executor_reregistration_timeout: flag.duration({
    default: 2000,
    help: 'How long executors may take to come back after the agent restarted; at most 15secs.',
  }),
  executor_shutdown_grace_period: flag.duration({
    default: 5000,
    help: 'How long an executor may take to shut down before it is killed.',
  }),
  fetcher_cache_dir: flag.path({
    default: '/tmp/mesos/fetch',
    help: "Directory of the fetcher's cache; this agent's part of it is emptied when it starts.",
  }),
  fetcher_cache_size: flag.bytes({
    default: 2 * 1024 ** 3,
    help: "Size of the fetcher's cache; what nobody uses goes for what is wanted. 0: no cache.",
  }),
  fetcher_stall_timeout: flag.duration({
    default: 60_000,
    help: 'How long a download may stand still before it is given up.',
  }),
  frameworks_home: flag.path({
    default: '',
    help: 'Directory put before relative paths of executors.',
  }),
  gc_delay: flag.duration({
    default: 604_800_000,
    help: 'How long sandboxes of ended executors are kept at most.',
  }),
  gc_disk_headroom: flag.double({
    default: 0.1,
    help: 'Share of the disk that is kept free: the less is free, the sooner sandboxes go.',
    validate: (value) => (value >= 0 && value <= 1 ? undefined : 'it must be between 0 and 1'),
  }),
  gc_non_executor_container_sandboxes: flag.bool({
    default: false,
    help: 'Whether sandboxes of nested and standalone containers go by themselves, as those of executors.',
  }),
  hadoop_home: flag.path({
    help: 'Where Hadoop is, whose client fetches hdfs:// and the like; else HADOOP_HOME or the PATH.',
  }),
  http_command_executor: flag.bool({
    default: false,
    help: 'Accepted for compatibility: the command executor is part of the agent.',
    unread: 'the command executor is part of the agent, whichever it is',
  }),
  http_credentials: flag.path({
    help: 'File of principals and secrets for HTTP, in JSON.',
    planned: 'authentication',
  }),
  http_executor_domain_sockets: flag.bool({
    default: false,
    help: 'Whether executors speak to the agent over a unix socket (MESOS_DOMAIN_SOCKET) rather than the network.',
  }),
  http_authenticators: flag.string({
    help: 'How HTTP requests authenticate.',
    planned: 'authentication',
  }),
  http_heartbeat_interval: flag.duration({
    default: 30_000,
    help: 'Time between two heartbeats on streams of container output.',
    validate: positive,
  }),
  ip6: flag.string({
    help: 'IPv6 address of containers on the network of the host, for their statuses; the agent does not listen there. Excludes --ip6_discovery_command.',
    validate: findIp6Fault,
  }),
  ip6_discovery_command: flag.string({
    help: 'Command that prints the IPv6 address of containers on the network of the host; excludes --ip6.',
  }),
  launcher_dir: flag.path({
    default: '/usr/libexec/mesos',
    help: 'Directory of helper programs and executors.',
  }),
  master: flag.secret({
    help: 'host:port of the master, several with commas, zk://[user:password@]host:port,.../path, or file:///path of a file with that.',
    validate: checkMaster,
  }),
  master_detector: flag.string({ help: 'Detector module.', planned: 'modules' }),
  max_completed_executors_per_framework: flag.integer({
    default: 150,
    help: 'Executors of each framework that are remembered after they ended.',
  }),
  oversubscribed_resources_interval: flag.duration({
    default: 15_000,
    help: 'How often --resource_estimator is asked; the master hears of what has changed.',
    validate: positive,
  }),
  qos_controller: flag.string({
    help: `Module that calls back what is lent: ${controllerName} ends executors with revocable resources under load.`,
  }),
  qos_correction_interval_min: flag.duration({
    default: 0,
    help: 'How often --qos_controller is asked; 0: every second.',
  }),
  reconfiguration_policy: flag.string({
    default: 'equal',
    help: 'What may differ from the last run: nothing (equal) or only more of it (additive).',
    validate: oneOf(['equal', 'additive']),
  }),
  recover: flag.string({
    default: 'reconnect',
    help: 'What to do with executors of the last run: reconnect, or cleanup (kill and exit).',
    validate: oneOf(['reconnect', 'cleanup']),
  }),
  recovery_timeout: flag.duration({
    default: 900_000,
    help: 'Executors end themselves if the agent stays away for longer than this.',
  }),
  registration_backoff_factor: flag.duration({
    default: 1000,
    help: 'The first wait before registering is random up to this, then doubles; at most 1mins.',
  }),
  resource_estimator: flag.string({
    help: `Module that says what is lent beyond --resources: ${estimatorName} lends the same all the time.`,
  }),
  resource_provider_config_dir: flag.path({
    help: 'Directory of descriptions of resource providers. Refused: disks are told with --resources.',
    validate: refuseProviders,
    unread: 'every value is refused',
  }),
  resources: flag.jsonOrText({
    help: 'Resources of the agent: name(role):value;... or JSON; what is left out is looked up.',
  }),
  root_submissions: flag.bool({
    help: 'Whether anything may run as root here; not in Mesos, where only the master has it.',
  }),
  runtime_dir: flag.path({
    default: defaultRuntimeDir,
    help: 'Directory for state that survives crashes but not reboots.',
  }),
  secret_resolver: flag.string({ help: 'Secret resolver module.', planned: 'modules' }),
  strict: flag.bool({
    default: true,
    help: 'Whether any error while recovering stops the agent.',
  }),
  switch_user: flag.bool({
    default: true,
    help: 'Whether tasks run as the user that their framework asks for.',
  }),
  systemd_enable_support: flag.bool({
    default: true,
    help: 'Whether what outlives an agent that is root begins in mesos_executors.slice, where systemd runs.',
  }),
  systemd_runtime_directory: flag.path({
    default: '/run/systemd/system',
    help: 'Directory of systemd; where the usual one is missing there is no systemd.',
  }),
  work_dir: flag.path({
    required: true,
    help: 'Directory of sandboxes and of everything the agent must remember.',
  }),
});

export type AgentFlags = FlagValues<typeof agentFlags>;

/** Rules between flags, checked at start-up; the text is for "EXIT with status 1: ...". */
export function checkAgentFlags(values: AgentFlags): string | undefined {
  if (values.master === undefined && values.master_detector === undefined) {
    return 'Missing required option `--master` or `--master_detector`';
  }
  if (values.ip6 !== undefined && values.ip6_discovery_command !== undefined) {
    return 'Only one of `--ip6` or `--ip6_discovery_command` should be specified';
  }
  const common = checkCommonFlags(values);
  if (common !== undefined) return common;
  const firewall = parseFirewall(values.firewall_rules);
  if (!firewall.ok) return firewall.error;
  return (
    findOversubscriptionFault(values) ??
    findContainerFlagsFault(values) ??
    findExecutorSocketFault(values) ??
    checkAtMost('registration_backoff_factor', values, mostRegistrationBackoffMs) ??
    checkAtMost('executor_reregistration_timeout', values, mostExecutorReregistrationMs)
  );
}

function checkAtMost(
  name: 'registration_backoff_factor' | 'executor_reregistration_timeout',
  values: AgentFlags,
  mostMs: number,
): string | undefined {
  if (values[name] <= mostMs) return undefined;
  const given = formatDuration(values[name]);
  return `Invalid value '${given}' for --${name}: Must be no greater than ${formatDuration(mostMs)}`;
}
