/**
 * From options, environment and files to what a configuration is made with: everything but the apps
 * is read once, at the start; certificates may be replaced while we run.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../foundation/result.ts';
import type { ConfigurationOptions } from './config/configuration.ts';
import { configuration } from './config/configure.ts';
import { certificatesOf, isGiven, templateFiles, type Variables } from './container-environment.ts';
import type { BalancerFlags } from './flags/table.ts';
import type { Addresses } from './marathon/addresses.ts';
import type { MarathonApps } from './marathon/port.ts';
import type { Places } from './places.ts';
import type { Configure } from './steering/environment.ts';
import { standardDefaultOptions, type HeadOptions } from './templates/head.ts';
import { templateFileNames, templates, type Templates } from './templates/templates.ts';

/** After a reload, whoever is still connected to the worker of before is cut off. */
const longestOldConnections = '1h';

interface ConfigureParts {
  readonly values: BalancerFlags;
  readonly variables: Variables;
  readonly places: Places;
  readonly apps: Pick<MarathonApps, 'knownHealth'>;
  readonly addresses: Pick<Addresses, 'all'>;
}

export async function configurer(parts: ConfigureParts): Promise<Result<Configure>> {
  const { values, variables, places, apps, addresses } = parts;
  const certificates = values.dont_bind_http_https
    ? ok(values.ssl_certs ?? [])
    : await certificatesOf(values.ssl_certs, variables, places.directory);
  if (!certificates.ok) return certificates;
  const texts = await readTemplates(parts);
  const { FRAMEWORK_NAME: frameworkName } = variables;
  const fixed: Omit<ConfigurationOptions, 'addresses' | 'knownHealth' | 'excluded'> = {
    groups: values.group,
    bindsHttpAndHttps: !values.dont_bind_http_https,
    groupsHttpsByVhost: values.group_https_by_vhost,
    sslCertificates: certificates.value,
    usesMaps: values.haproxy_map,
    directory: places.directory,
    isStrict: values.strict_mode,
    servesWithoutTasks: values.command === undefined,
    checksHealth: values.health_check,
    minServicePort: values.min_serv_port_ip_per_task,
    maxServicePort: values.max_serv_port_ip_per_task,
    ...(isGiven(frameworkName) ? { frameworkName } : {}),
  };
  return ok((served, excluded) =>
    configuration(
      served,
      { ...fixed, excluded, addresses: addresses.all, knownHealth: apps.knownHealth },
      texts,
    ),
  );
}

/** Files of `./templates`, of the sandbox and beside the configuration; variables count before them. */
async function readTemplates({ variables, places, values }: ConfigureParts): Promise<Templates> {
  const { MESOS_SANDBOX: sandbox } = variables;
  const directories = [
    'templates',
    join(places.directory, 'templates'),
    ...(isGiven(sandbox) ? [join(sandbox, 'templates')] : []),
  ];
  const environment = new Map(
    templateFileNames.flatMap((name) => {
      const text = variables[name];
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
  const files = await templateFiles(directories, templateFileNames);
  return templates({ files, environment }, headOptionsOf(values, variables, places));
}

function headOptionsOf(values: BalancerFlags, variables: Variables, places: Places): HeadOptions {
  const { HAPROXY_SYSLOGD: toOutput, HAPROXY_GLOBAL_DEFAULT_OPTIONS: options } = variables;
  const toSyslog = existsSync('/dev/log')
    ? ['log /dev/log local0', 'log /dev/log local1 notice']
    : [];
  const logs = isGiven(toOutput) ? ['log stdout format raw local0'] : toSyslog;
  return {
    statsSocket: places.stats,
    control: `unix@${places.control}`,
    maxConnections: mostConnections(),
    statsBind: values.stats_bind,
    defaultOptions: options ?? standardDefaultOptions,
    globalLines: [...logs, `hard-stop-after ${longestOldConnections}`],
    // A client that asks again on its connection is answered by the worker of before, once.
    defaultsLines: ['option idle-close-on-response'],
  };
}

/** @compat As many as the original has, where so many descriptors are to be had: HAProxy would not start. */
const usualConnections = 50_000;
const fewestConnections = 500;
/** For listeners, checks of servers, logs. */
const otherDescriptors = 2_000;

function mostConnections(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
    if (hard === undefined) return usualConnections;
    const possible = Math.floor((Number(hard) - otherDescriptors) / 2);
    return Math.max(fewestConnections, Math.min(usualConnections, possible));
  } catch {
    return usualConnections;
  }
}

/** Another one when one of these files has been replaced. */
export function fingerprintOf(paths: readonly string[]): string {
  return paths
    .map((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined ? path : `${path} ${stats.mtimeMs} ${stats.size} ${stats.ino}`;
    })
    .join('\n');
}
