/**
 * The options of marathon-lb: names and defaults of the original 1.15, and a few of our own at the
 * end. They are written with dashes (`--haproxy-config`); tables have underscores.
 */
import { positive } from '../../foundation/flags/common-flags.ts';
import { defineFlags, flag, type FlagValues } from '../../foundation/flags/flag-table.ts';
import { integerType } from '../../foundation/flags/flag-types.ts';
import { findFormatFault, logLevels } from '../logging/python-format.ts';

function password(help: string) {
  const row = flag.secret({ help });
  return { ...row, type: { ...row.type, format: () => '***' } };
}

function toggle(help: string) {
  return flag.bool({ default: false, help });
}

const highestPort = 65_535;

export const balancerFlags = defineFlags({
  archive_versions: flag.integer({
    default: 5,
    help: 'Configurations of before that are kept in archive/ beside the one in use.',
  }),
  auth_credentials: password('user:password for Marathon.'),
  command: flag.string({
    help: 'Reloads a HAProxy of somebody else when its configuration was written (-c). Without it marathon-lb starts and reloads one of its own.',
  }),
  dcos_auth_credentials: flag.secret({
    help: 'Credentials of a service account of DC/OS.',
    planned: 'login to DC/OS',
  }),
  dont_bind_http_https: toggle('No frontends for virtual hosts on ports 80 and 443.'),
  dry: toggle('Print the configuration and stop (-d).'),
  group: flag.list({
    default: [],
    help: 'Groups that are served (HAPROXY_GROUP of apps); * for all apps. May be given several times; needed.',
  }),
  group_https_by_vhost: toggle(
    'A TLS frontend for each virtual host, with certificates of its own.',
  ),
  haproxy_config: flag.path({
    help: 'Where the configuration of HAProxy is written. What belongs to it (maps, archive/, run/) is beside it.',
    defaultText: '/var/lib/marathon-lb/haproxy.cfg; with --command /etc/haproxy/haproxy.cfg',
  }),
  haproxy_map: toggle('Look up virtual hosts and ids of apps in map files.'),
  health_check: toggle('Serve only tasks whose health checks in Marathon succeed (-H).'),
  help: toggle('Prints this help message.'),
  log_format: flag.string({
    default: '%(asctime)-15s %(name)s: %(message)s',
    help: "Of lines of the log, as Python's logging has it.",
    validate: findFormatFault,
  }),
  log_level: flag.string({
    default: 'DEBUG',
    help: `The least that is logged: ${logLevels.join(', ')}.`,
    validate: (text) =>
      logLevels.some((level) => level === text.toUpperCase())
        ? undefined
        : `unknown level; known are ${logLevels.join(', ')}`,
  }),
  longhelp: toggle('Prints this help message, all labels and all templates.'),
  lru_cache_capacity: flag.integer({
    default: 1_000,
    help: 'Addresses of hosts, and states of tasks, that are remembered.',
    validate: positive,
  }),
  marathon: flag.list({
    default: ['http://master.mesos:8080'],
    help: 'Where Marathon is (-m); of several the next one is asked when one does not answer.',
    validate: findUrlFault,
  }),
  marathon_auth_credential_file: flag.path({ help: 'File with user:password for Marathon.' }),
  marathon_ca_cert: flag.path({
    help: 'Certificate that those of Marathons with https are checked with; without it they are not checked.',
  }),
  max_backoff: flag.integer({
    default: 300,
    help: 'Seconds between attempts to reach Marathon, at most.',
    validate: positive,
  }),
  max_reload_retries: {
    ...flag.integer({
      default: 10,
      help: 'Attempts after a reload that failed; 0: none, -1: for ever.',
    }),
    type: integerType({ min: -1, max: Number.MAX_SAFE_INTEGER }),
  },
  max_serv_port_ip_per_task: flag.integer({
    default: 10_100,
    help: 'Highest service port given to apps with addresses of their own that have none; 0 with the lowest: none are given.',
    validate: findPortFault,
  }),
  min_serv_port_ip_per_task: flag.integer({
    default: 10_050,
    help: 'Lowest service port given to such apps.',
    validate: findPortFault,
  }),
  reload_interval: flag.integer({
    default: 10,
    help: 'Seconds between attempts after a reload that failed.',
  }),
  skip_config_cleanup: toggle(
    'Leave nothing out of a configuration that HAProxy refuses: the last good one stays whole.',
  ),
  skip_validation: toggle('Do not let HAProxy check a configuration before it is used.'),
  sse: toggle('Follow the events of Marathon (-s); the word sse says the same.'),
  ssl_certs: flag.list({
    help: 'Certificates with keys for virtual hosts on port 443.',
    defaultText: 'HAPROXY_SSL_CERT, or a self-signed one',
  }),
  strict_mode: toggle('Serve only ports with the label HAPROXY_{n}_ENABLED=true.'),
  syslog_socket: flag.path({
    help: 'Socket of syslog that the log goes to as well; /dev/null for none.',
    defaultText: '/dev/null; /dev/log without the word sse or poll',
  }),
  version: toggle('Prints the version.'),

  drain_timeout: flag.integer({
    default: 30,
    help: 'Ours: seconds that connections have to end after SIGTERM.',
  }),
  event_silence: flag.integer({
    default: 30,
    help: 'Ours: seconds after which a stream of events without any sign of life is cut and begun again.',
    validate: positive,
  }),
  haproxy: flag.path({ default: 'haproxy', help: 'Ours: the program HAProxy.' }),
  stats_bind: flag.string({
    default: '*:9090',
    help: 'Ours: where statistics, endpoints and metrics are bound.',
    validate: (text) => (/^[\w.*:[\]-]+:\d+$/.test(text) ? undefined : 'it is not address:port'),
  }),
  min_reload_interval: flag.integer({
    default: 1_000,
    help: 'Ours: milliseconds between reloads, at least; changes of servers alone do not wait.',
  }),
});

export type BalancerFlags = FlagValues<typeof balancerFlags>;

function findUrlFault(urls: readonly string[]): string | undefined {
  if (urls.length === 0) return 'at least one is needed';
  const wrong = urls.find((url) => !/^https?:\/\/[^/\s]+/.test(url) || !URL.canParse(url));
  return wrong === undefined ? undefined : `'${wrong}' is not http://host:port`;
}

function findPortFault(port: number): string | undefined {
  return port <= highestPort ? undefined : `a port is at most ${highestPort}`;
}

/** What is wrong between options, if anything. */
export function checkBalancerFlags(values: BalancerFlags): string | undefined {
  const { min_serv_port_ip_per_task: min, max_serv_port_ip_per_task: max } = values;
  if ((min === 0) !== (max === 0)) {
    return 'either specify both --min-serv-port-ip-per-task and --max-serv-port-ip-per-task or neither (set both to zero to disable auto assignment)';
  }
  if (min > max) {
    return 'cannot set --min-serv-port-ip-per-task to a higher value than --max-serv-port-ip-per-task';
  }
  if (values.group.length === 0) {
    return 'argument --group is required: please specify at least one group name';
  }
  return undefined;
}
