/** The options of zdd: names and defaults of the original. */
import { defineFlags, flag, type FlagValues } from '../../foundation/flags/flag-table.ts';
import { balancerFlags } from '../flags/table.ts';
import type { ShortNames } from '../flags/arguments.ts';

function toggle(help: string) {
  return flag.bool({ default: false, help });
}

export const zddFlags = defineFlags({
  auth_credentials: balancerFlags.auth_credentials,
  complete_cur: toggle('Let the new app of a hybrid deployment have all instances (-c).'),
  complete_prev: toggle('Let the old app of a hybrid deployment have all instances (-p).'),
  dcos_auth_credentials: balancerFlags.dcos_auth_credentials,
  dry_run: toggle('Print the definition of the new app and stop (-d).'),
  force: toggle('Do not ask before changes (-f).'),
  help: toggle('Prints this help message.'),
  initial_instances: flag.integer({
    default: 1,
    help: 'Instances that the new app begins with (-i); not more than there are.',
  }),
  json: flag.path({ help: 'File with the definition of the app (-j); needed.' }),
  linear_increase: flag.integer({
    default: 0,
    help: 'The new app grows by this many instances at a time; 0: by half, and to the target at once when it reaches the old one.',
  }),
  log_format: balancerFlags.log_format,
  log_level: balancerFlags.log_level,
  longhelp: toggle('Prints this help message.'),
  marathon: flag.string({
    help: 'Where Marathon is (-m), http://host:port; needed.',
    validate: findUrlFault,
  }),
  marathon_auth_credential_file: balancerFlags.marathon_auth_credential_file,
  marathon_ca_cert: balancerFlags.marathon_ca_cert,
  marathon_lb: flag.string({
    help: 'Where the statistics of marathon-lb are (-l), http://host:9090; each address of the name is a balancer. Needed.',
    validate: findUrlFault,
  }),
  max_wait: flag.integer({
    default: 300,
    help: 'Seconds that connections have to end in each step (-w).',
  }),
  new_instances: flag.integer({
    default: 0,
    help: 'A hybrid deployment: this many instances are of the new app in the end (-n); 0: all.',
  }),
  pre_kill_hook: flag.path({
    help: 'Program that is run before tasks are killed, with the old app, the ids of tasks and the new app as JSON; when it fails the deployment stops.',
  }),
  resume: toggle('Go on with a deployment that stopped (-r).'),
  step_delay: flag.integer({ default: 5, help: 'Seconds between steps (-s).' }),
  syslog_socket: flag.path({
    default: '/dev/null',
    help: 'Socket of syslog that the log goes to as well; /dev/null for none.',
  }),
  version: toggle('Prints the version.'),
});

export type ZddFlags = FlagValues<typeof zddFlags>;

export const zddShortNames: ShortNames = {
  c: 'complete_cur',
  d: 'dry_run',
  f: 'force',
  h: 'help',
  i: 'initial_instances',
  j: 'json',
  l: 'marathon_lb',
  m: 'marathon',
  n: 'new_instances',
  p: 'complete_prev',
  r: 'resume',
  s: 'step_delay',
  w: 'max_wait',
};

function findUrlFault(url: string): string | undefined {
  const isUrl = /^https?:\/\/[^/\s]+/.test(url) && URL.canParse(url);
  return isUrl ? undefined : `'${url}' is not http://host:port`;
}

/** What is wrong between options, if anything. */
export function checkZddFlags(values: ZddFlags): string | undefined {
  for (const name of ['marathon', 'marathon_lb', 'json'] as const) {
    if (values[name] === undefined) return `argument --${name.replaceAll('_', '-')} is required`;
  }
  return undefined;
}
