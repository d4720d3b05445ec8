/**
 * The keys of the configuration file, in the order in which `/v1/config` lists them: what each may be,
 * what it is otherwise, what it means. Validation, the answer and the page of documentation are made
 * of this table.
 */
import { z } from 'zod';

interface ConfigKey<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly usual: z.output<Schema>;
  readonly help: string;
  /** In words, for people and for refusals. */
  readonly rule: string;
}

function key<Schema extends z.ZodType>(
  schema: Schema,
  rule: string,
  usual: NoInfer<z.output<Schema>>,
  help: string,
): ConfigKey<Schema> {
  return { schema, rule, usual, help };
}

const whole = (least: number, most: number, usual: number, help: string) =>
  key(
    z.int().min(least).max(most),
    `a whole number from ${least} to ${most.toLocaleString('en')}`,
    usual,
    help,
  );
const flag = (usual: boolean, help: string) => key(z.boolean(), 'true or false', usual, help);
const text = (usual: string, help: string) => key(z.string(), 'a text', usual, help);
const texts = (usual: readonly string[], help: string) =>
  key(z.array(z.string()), 'a list of texts', [...usual], help);

const most32 = 2 ** 32 - 1;
const most31 = 2 ** 31 - 1;
/** A week, in seconds; longer waits are mistakes. */
const longestSeconds = 604_800;

export const configKeys = {
  RefreshSeconds: whole(
    1,
    longestSeconds,
    60,
    'How often names of hosts (of frameworks, of masters) are looked up again. Records follow the master’s events at once, whatever this says; clients of `/v1/axfr` are told it.',
  ),
  Port: whole(0, 65_535, 53, 'Port for DNS, UDP and TCP. 0 takes a free one, and logs it.'),
  Timeout: whole(
    0,
    longestSeconds,
    5,
    'Seconds that each resolver has to answer what is forwarded. 0 means 5.',
  ),
  StateTimeoutSeconds: whole(
    1,
    longestSeconds,
    300,
    'Seconds that the master has to begin its answer to a subscription.',
  ),
  ZkDetectionTimeout: whole(
    0,
    longestSeconds,
    30,
    'Seconds until the program ends with status 1 because ZooKeeper has named no leader since its start; 0 waits for ever.',
  ),
  HttpPort: whole(0, 65_535, 8123, 'Port for HTTP. 0 takes a free one, and logs it.'),
  TTL: whole(0, most31, 60, 'Seconds for which answers may be kept.'),
  SRVRecordDefaultWeight: whole(0, 65_535, 1, 'Weight of all SRV records; their priority is 0.'),
  SOARefresh: whole(0, most32, 60, 'REFRESH of the SOA record.'),
  SOARetry: whole(0, most32, 600, 'RETRY of the SOA record.'),
  SOAExpire: whole(0, most32, 86_400, 'EXPIRE of the SOA record.'),
  SOAMinttl: whole(
    0,
    most32,
    60,
    'MINIMUM of the SOA record: for how long others may remember that a name is not there.',
  ),
  SOAMname: text(
    'ns1.mesos',
    'Name of this server in SOA and NS records; its addresses are those of `Listener`.',
  ),
  SOARname: text('root.ns1.mesos', 'Mailbox of the SOA record; `@` becomes a dot.'),
  Masters: texts(
    [],
    'host:port of each master: where the leader is looked for without `Zk`, or while ZooKeeper names nobody; and which `masterN` names there are.',
  ),
  ZoneResolvers: key(
    z.record(z.string(), z.array(z.string())),
    'an object with a list of texts for each zone',
    {},
    'Resolvers for names below certain zones: `{"weave": ["172.17.0.1"]}`.',
  ),
  Resolvers: texts(
    ['8.8.8.8'],
    'Resolvers for all other names: addresses, with `:port` if it is not 53; tried in order. An empty list means those of /etc/resolv.conf.',
  ),
  IPSources: texts(
    ['netinfo', 'mesos', 'host'],
    'Where addresses of tasks come from; the first that has any counts. `netinfo`: the container’s networks; `mesos`, `docker`: labels of older executors; `host`: the agent.',
  ),
  Zk: text('', 'ZooKeeper of the masters: `zk://host:port,…/mesos`.'),
  Domain: text('mesos', 'The zone that is answered for.'),
  Listener: text(
    '0.0.0.0',
    'Address to listen on for DNS. `0.0.0.0`: all, and the server’s own name stands for all of the machine.',
  ),
  HTTPListener: text('0.0.0.0', 'Address to listen on for HTTP.'),
  RecurseOn: flag(true, 'Whether answers for the zone say that recursion is available.'),
  DnsOn: flag(true, 'Whether DNS is served.'),
  ReverseDnsOn: flag(
    false,
    'Whether names of addresses (`in-addr.arpa`, `ip6.arpa`) are answered here, from tasks, and never forwarded.',
  ),
  HttpOn: flag(true, 'Whether HTTP is served.'),
  ExternalOn: flag(
    true,
    'Whether names of other zones are forwarded; without it they are REFUSED.',
  ),
  EnforceRFC952: flag(false, 'Labels of at most 24 characters that begin with a letter.'),
  SetTruncateBit: flag(
    true,
    'Whether answers that did not fit say so (TC), so that clients ask again by TCP.',
  ),
  EnumerationOn: flag(true, 'Whether `/v1/enumerate` and `/v1/axfr` are there.'),
  MesosHTTPSOn: flag(false, 'Not done: masters speak HTTP.'),
  CACertFile: text('', 'Not done, as `MesosHTTPSOn`.'),
  CertFile: text('', 'Not done, as `MesosHTTPSOn`.'),
  KeyFile: text('', 'Not done, as `MesosHTTPSOn`.'),
  MesosCredentials: key(
    z.object({ Principal: z.string().default(''), Secret: z.string().default('') }),
    'an object with principal and secret, which are texts',
    { Principal: '', Secret: '' },
    '`{"principal": …, "secret": …}` for `MesosAuthentication` of `basic`. `/v1/config` does not tell the secret.',
  ),
  IAMConfigFile: text('', 'Not done: logins of DC/OS.'),
  ResolvSubnetFirst: flag(
    false,
    'Whether addresses in the client’s own network (/24, /64) come first in an answer.',
  ),
  MesosAuthentication: text(
    '',
    '`basic` sends `MesosCredentials` to the master; `iam` is not done.',
  ),
} as const;

export type ConfigName = keyof typeof configKeys;

export type DnsConfig = {
  readonly [Name in ConfigName]: (typeof configKeys)[Name]['usual'];
};

/** In lower case: keys are found whatever case they are written in, as Go's decoder does. */
export const nameOfKey: ReadonlyMap<string, ConfigName> = new Map(
  (Object.keys(configKeys) as ConfigName[]).map((name) => [name.toLowerCase(), name]),
);

/** The table for docs/operating. */
export function configMarkdown(): string {
  const rows = Object.entries(configKeys).map(
    ([name, { rule, usual, help }]) =>
      `| \`${name}\` | ${rule} | \`${JSON.stringify(usual)}\` | ${help} |`,
  );
  return ['| Key | What it may be | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}
