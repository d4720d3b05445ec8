/**
 * The flags that master and agent share, and the rules between them that only hold for several
 * flags together. A rule between flags is checked when the process starts up, not while flags are
 * parsed, so that `--help` and `--version` always answer.
 */
import { flag } from './flag-table.ts';
import type { FlagValues } from './flag-table.ts';

const severities = ['INFO', 'WARNING', 'ERROR'] as const;
export type SeverityName = (typeof severities)[number];

/** For rows that take one of a few words. */
export function oneOf(words: readonly string[]): (value: string) => string | undefined {
  return (value) => (words.includes(value) ? undefined : `it must be one of ${words.join(', ')}`);
}

/** For rows where only a positive number makes sense. */
export function positive(value: number): string | undefined {
  return value > 0 ? undefined : 'it must be greater than zero';
}

// The table is a literal so that its rows keep their types; `port` differs between the programs.
// oxlint-disable-next-line typescript/explicit-function-return-type
function rowsFor(port: number) {
  return {
    advertise_ip: flag.string({
      help: 'Address that others reach this process at, when it differs from the one it listens on.',
    }),
    advertise_port: flag.port({
      help: 'Port that others reach this process at, when it differs from the one it listens on.',
    }),
    external_log_file: flag.path({
      help: 'A log written by someone else; shown at /files instead of the one of --log_dir.',
    }),
    firewall_rules: flag.json({
      help: 'Endpoints that are switched off, as Firewall in JSON.',
    }),
    help: flag.bool({ default: false, help: 'Prints this help message.' }),
    hooks: flag.list({ help: 'Hook modules to install.', planned: 'modules' }),
    hostname: flag.string({
      help: 'Name that this process is known by; by default looked up from its address.',
    }),
    hostname_lookup: flag.bool({
      default: true,
      help: 'Whether to look up the name of the address; --no-hostname_lookup uses the address.',
    }),
    initialize_driver_logging: flag.bool({
      default: true,
      help: 'Accepted for compatibility: there is no native driver library whose log it would start.',
      unread: 'there is no native driver library whose log it would start',
    }),
    ip: flag.string({ help: 'Address to listen on; excludes --ip_discovery_command.' }),
    ip_discovery_command: flag.string({
      help: 'Command that prints the address to listen on; excludes --ip.',
    }),
    known_hosts: flag.list({
      help: "More names, such as a proxy's, that a listener on loopback serves.",
    }),
    log_dir: flag.path({
      help: 'Directory for log files; without it the log goes to stderr only.',
    }),
    logbufsecs: flag.integer({
      default: 0,
      help: 'Seconds that log lines may wait before they are written to files; 0 writes at once.',
    }),
    logging_level: flag.string({
      default: 'INFO',
      help: 'Least severity that is logged: INFO, WARNING or ERROR.',
      validate: oneOf(severities),
    }),
    memory_profiling: flag.bool({
      default: false,
      help: 'Endpoints to profile memory of the process.',
      planned: 'memory profiling',
    }),
    modules: flag.json({
      help: 'Module libraries to load; excludes --modules_dir.',
      planned: 'modules',
    }),
    modules_dir: flag.path({ help: 'Directory of module manifests.', planned: 'modules' }),
    port: flag.port({ default: port, help: 'Port to listen on.' }),
    quiet: flag.bool({ default: false, help: 'Keeps the log away from stderr.' }),
    version: flag.bool({ default: false, help: 'Prints the version and exits.' }),
    zk_session_timeout: flag.duration({
      default: 10_000,
      help: 'How long ZooKeeper keeps a session of which it hears nothing.',
      validate: positive,
    }),
  };
}

export type CommonFlagTable = ReturnType<typeof rowsFor>;
export type CommonFlags = FlagValues<CommonFlagTable>;

/** The shared rows, with the program's own default port. */
export function commonFlags(options: { readonly port: number }): CommonFlagTable {
  return rowsFor(options.port);
}

/** What is wrong between shared flags, for the line "EXIT with status 1: ..."; undefined if fine. */
export function checkCommonFlags(values: CommonFlags): string | undefined {
  if (values.ip !== undefined && values.ip_discovery_command !== undefined) {
    return 'Only one of `--ip` or `--ip_discovery_command` should be specified';
  }
  if (values.modules !== undefined && values.modules_dir !== undefined) {
    return 'Only one of `--modules` or `--modules_dir` should be specified';
  }
  return undefined;
}
