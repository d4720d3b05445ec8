/**
 * The flags of marathon: the names and defaults of Marathon 1.11, and those of 1.5 that are gone since
 * where something can be made of them. What has no meaning here is in no-effect.ts.
 */
import { oneOf, positive } from '../../foundation/flags/common-flags.ts';
import { defineFlags, flag } from '../../foundation/flags/flag-table.ts';
import type { FlagValues } from '../../foundation/flags/flag-table.ts';
import { parseZooKeeperUrl } from '../../zookeeper/core/url.ts';
import { levelOfFlag } from '../log-levels.ts';
import { noEffectFlags } from './no-effect.ts';

const knownFeatures = [
  'vips',
  'task_killing',
  'external_volumes',
  'secrets',
  'gpu_resources',
  'maintenance_mode',
] as const;

function milliseconds(byDefault: number, help: string) {
  return flag.integer({ default: byDefault, help: `${help} (ms)` });
}

/** Never shown, not in the log and not at /config. */
function password(help: string) {
  const row = flag.secret({ help });
  return { ...row, type: { ...row.type, format: () => '***' } };
}

function knownFeature(features: readonly string[]): string | undefined {
  const unknown = features.find((each) => !(knownFeatures as readonly string[]).includes(each));
  return unknown === undefined
    ? undefined
    : `unknown feature '${unknown}'; known are ${knownFeatures.join(', ')}`;
}

export const marathonFlags = defineFlags({
  ...noEffectFlags,
  accepted_resource_roles_default_behavior: flag.string({
    default: 'any',
    help: 'Of which resources apps take that name no roles: any, unreserved or reserved.',
    validate: oneOf(['any', 'unreserved', 'reserved']),
  }),
  access_control_allow_origin: flag.list({
    help: 'Origins that pages in browsers may come from (CORS). Only those named here, not *, may change anything.',
  }),
  checkpoint: flag.bool({ default: true, help: 'Whether tasks outlive a restart of their agent.' }),
  decline_offer_duration: milliseconds(120_000, 'How long a declined offer is not made again'),
  default_network_name: flag.string({ help: 'Of networks of mode container that have no name.' }),
  disable_http: flag.bool({ default: false, help: 'Serve HTTPS only.' }),
  draining_seconds: flag.integer({
    default: 0,
    help: 'Seconds before the maintenance of an agent in which nothing is placed there any more.',
  }),
  enable_features: flag.list({
    default: [],
    help: `Features to be allowed: ${knownFeatures.join(', ')}.`,
    validate: knownFeature,
  }),
  env_vars_prefix: flag.string({ help: 'Put before HOST, PORT, PORTS … in the environment.' }),
  event_stream_max_outstanding_messages: flag.integer({
    default: 1024,
    help: 'Events that may wait for one client; it is cut off beyond.',
    validate: positive,
  }),
  executor: flag.string({ default: '//cmd', help: 'Of apps that name none: //cmd or a path.' }),
  failover_timeout: flag.integer({
    default: 604_800,
    help: 'Seconds that tasks run on without Marathon.',
  }),
  framework_name: flag.string({ default: 'marathon', help: 'Name in Mesos.' }),
  gpu_scheduling_behavior: flag.string({
    default: 'restricted',
    help: 'restricted: agents with GPUs are for apps that want some; unrestricted: for all.',
    validate: oneOf(['restricted', 'unrestricted']),
  }),
  group_manager_request_timeout: milliseconds(10_000, 'How long a change may wait for its turn'),
  ha: flag.bool({
    default: true,
    help: 'With --zk: stand for election. --disable_ha: lead without asking.',
  }),
  help: flag.bool({ default: false, help: 'Prints this help message.' }),
  hostname: flag.string({ help: 'Name that this process is known by; by default its host name.' }),
  http_address: flag.string({ default: '0.0.0.0', help: 'Address to listen on.' }),
  http_compression: flag.bool({
    default: true,
    help: 'Pack answers for who takes that (gzip).',
  }),
  http_credentials: password('user:password that everybody has to give.'),
  http_max_concurrent_requests: flag.integer({
    help: 'Requests under way beyond which more are answered 503.',
    validate: positive,
  }),
  http_port: flag.port({ default: 8080, help: 'Port to listen on; 0 for any.' }),
  http_realm: flag.string({ default: 'Mesosphere', help: 'Realm of --http_credentials.' }),
  https_address: flag.string({ default: '0.0.0.0', help: 'Address to listen on for HTTPS.' }),
  https_port: flag.port({ default: 8443, help: 'Port to listen on for HTTPS.' }),
  kill_chunk_size: flag.integer({
    default: 100,
    help: 'Kills that are under way at the same time.',
    validate: positive,
  }),
  kill_retry_timeout: milliseconds(30_000, 'After which a kill is asked for again'),
  launch_token_refresh_interval: milliseconds(30_000, 'After which all launch tokens are back'),
  launch_tokens: flag.integer({
    default: 100,
    help: 'Launches that may wait to be confirmed at the same time.',
    validate: positive,
  }),
  known_hosts: flag.list({
    help: "More names, such as a proxy's, that a listener on loopback serves.",
  }),
  leader_proxy_connection_timeout: milliseconds(5_000, 'Of standbys that forward: to connect'),
  leader_proxy_max_open_connections: flag.integer({
    default: 64,
    help: 'Of standbys that forward: connections to the leader.',
    validate: positive,
  }),
  leader_proxy_read_timeout: milliseconds(10_000, 'Of standbys that forward: to be answered'),
  leader_proxy_ssl_ignore_hostname: flag.bool({
    default: false,
    help: 'Of standbys that forward by HTTPS: take a certificate for another host name.',
  }),
  local_port_max: flag.port({ default: 20_000, help: 'Highest service port that is given away.' }),
  local_port_min: flag.port({ default: 10_000, help: 'Lowest service port that is given away.' }),
  logging_level: flag.string({
    default: 'info',
    help: 'What is logged: all, trace, debug, info, warn, error, fatal or off.',
    validate: (text) =>
      levelOfFlag(text) === undefined
        ? `unknown level '${text}'; known are all, trace, debug, info, warn, error, fatal, off`
        : undefined,
  }),
  maintenance_mode: flag.bool({
    default: true,
    help: 'Place nothing on agents whose maintenance is planned.',
  }),
  master: flag.secret({
    required: true,
    help: 'Where Mesos is: zk://…, http://host:port or host:port.',
  }),
  max_apps: flag.integer({ help: 'Most apps that there may be.' }),
  max_concurrent_marathon_health_checks: flag.integer({
    default: 256,
    help: 'Health checks that are under way at the same time.',
    validate: positive,
  }),
  max_instances_per_offer: flag.integer({
    default: 5,
    help: 'Instances that are launched on one offer.',
    aliases: ['max_tasks_per_offer'],
    validate: positive,
  }),
  max_queued_root_group_updates: flag.integer({
    default: 500,
    help: 'Changes that may wait for their turn; more are answered 503.',
    validate: positive,
  }),
  max_running_deployments: flag.integer({
    default: 100,
    help: 'Deployments at the same time; more are answered 403.',
    validate: positive,
  }),
  mesos_authentication: flag.bool({ default: false, help: 'Authenticate with Mesos.' }),
  mesos_authentication_principal: flag.string({ help: 'Who Marathon is for Mesos.' }),
  mesos_authentication_secret: password('Its secret.'),
  mesos_authentication_secret_file: flag.string({ help: 'File that its secret is in.' }),
  mesos_bridge_name: flag.string({
    default: 'mesos-bridge',
    help: 'CNI network that container/bridge stands for in containers of Mesos.',
  }),
  mesos_leader_ui_url: flag.string({ help: 'Page of Mesos that is linked to.' }),
  mesos_offer_constraints: flag.bool({
    default: false,
    help: 'Ask Mesos only for offers of agents that the constraints of waiting apps allow.',
  }),
  mesos_role: flag.string({ default: '*', help: 'Role of apps that name none.' }),
  mesos_user: flag.string({ help: 'Whom tasks run as; by default whoever runs Marathon.' }),
  metrics_name_prefix: flag.string({
    default: 'marathon',
    help: 'First word of the names of metrics.',
    validate: (text) => (/^[\w.-]+$/.test(text) ? undefined : 'letters, digits, "_", "." and "-"'),
  }),
  metrics_prometheus: flag.bool({
    default: true,
    help: 'Serve /metrics/prometheus.',
  }),
  min_mesos_offer_constraints_update_interval: milliseconds(
    1_000,
    'Between two updates of --mesos_offer_constraints',
  ),
  min_revive_offers_interval: milliseconds(
    5_000,
    'Between two calls for more offers, and from one to the next word that none are wanted',
  ),
  new_group_enforce_role: flag.string({
    default: 'off',
    help: 'top: new groups at the top enforce their role.',
    validate: oneOf(['off', 'top']),
  }),
  offer_matching_timeout: milliseconds(3_000, 'How long an offer of no use is kept'),
  on_elected_prepare_timeout: milliseconds(180_000, 'To read what is stored, when elected'),
  reconciliation_initial_delay: milliseconds(15_000, 'Before the first reconciliation'),
  reconciliation_interval: milliseconds(600_000, 'Between reconciliations'),
  scale_apps_initial_delay: milliseconds(15_000, 'Before all apps are looked at first'),
  scale_apps_interval: milliseconds(300_000, 'Between looks at all apps'),
  ssl_keystore_password: password('Of --ssl_keystore_path.'),
  ssl_keystore_path: flag.path({ help: 'PKCS #12 file with key and certificate for HTTPS.' }),
  suppress_offers: flag.bool({ default: true, help: 'Ask for no offers while nothing waits.' }),
  task_launch_confirm_timeout: milliseconds(300_000, 'After which a launch without a word ends'),
  task_launch_timeout: milliseconds(300_000, 'After which a task that does not run is killed'),
  task_lost_expunge_initial_delay: milliseconds(300_000, 'Before lost instances are forgotten'),
  task_lost_expunge_interval: milliseconds(30_000, 'Between looks for lost instances'),
  task_reservation_timeout: milliseconds(20_000, 'To see what was reserved in an offer'),
  version: flag.bool({ default: false, help: 'Prints the version.' }),
  webui_url: flag.string({ help: 'Page of Marathon that Mesos links to.' }),
  work_dir: flag.path({
    default: '/var/lib/marathon',
    help: 'Where the state is kept without --zk.',
  }),
  zk: flag.secret({
    help: 'ZooKeeper that keeps the state and elects: zk://host:port,…/path. Without: --work_dir.',
    validate: (value) => {
      const url = parseZooKeeperUrl(value);
      if (!url.ok) return url.error;
      return url.value.path === '/' ? 'a path is needed: zk://host:port/marathon' : undefined;
    },
  }),
  zk_connection_timeout: milliseconds(10_000, 'To reach ZooKeeper at the start'),
  zk_max_versions: flag.integer({
    default: 50,
    help: 'Versions that are kept of each app, pod and group.',
    validate: positive,
  }),
  zk_session_timeout: milliseconds(10_000, 'Of the session with ZooKeeper'),
  zk_timeout: milliseconds(10_000, 'Of one operation of ZooKeeper'),
});

export type MarathonFlags = FlagValues<typeof marathonFlags>;

/** What is wrong between flags, if anything. */
export function checkMarathonFlags(values: MarathonFlags): string | undefined {
  if (values.local_port_min > values.local_port_max) {
    return '--local_port_min must not be greater than --local_port_max';
  }
  if (values.mesos_authentication && values.mesos_authentication_principal === undefined) {
    return '--mesos_authentication needs --mesos_authentication_principal';
  }
  if (
    values.mesos_authentication_secret !== undefined &&
    values.mesos_authentication_secret_file !== undefined
  ) {
    return '--mesos_authentication_secret and --mesos_authentication_secret_file exclude each other';
  }
  if ((values.ssl_keystore_path === undefined) !== (values.ssl_keystore_password === undefined)) {
    return '--ssl_keystore_path and --ssl_keystore_password are needed together';
  }
  if (values.disable_http && values.ssl_keystore_path === undefined) {
    return '--disable_http needs --ssl_keystore_path';
  }
  if (values.http_credentials !== undefined && !values.http_credentials.includes(':')) {
    return '--http_credentials must be user:password';
  }
  return undefined;
}
