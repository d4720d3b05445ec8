/**
 * Answers of Marathon and options, as small as a test wants them.
 */
import { configuration } from './config/configure.ts';
import type { Configuration, ConfigurationOptions } from './config/configuration.ts';
import { readApps } from './model/read-apps.ts';
import type { ReadApps } from './model/read-apps.ts';
import { standardDefaultOptions } from './templates/head.ts';
import type { HeadOptions } from './templates/head.ts';
import { templates } from './templates/templates.ts';
import type { TemplateSources } from './templates/templates.ts';
import { assert } from '../foundation/result.ts';

export const someHead: HeadOptions = {
  statsSocket: '/tmp/haproxy.sock',
  control: '127.0.0.1:9092',
  maxConnections: 50_000,
  statsBind: '*:9090',
  defaultOptions: standardDefaultOptions,
  globalLines: [],
  defaultsLines: [],
};

export const noSources: TemplateSources = { files: new Map(), environment: new Map() };

export function someOptions(changes: Partial<ConfigurationOptions> = {}): ConfigurationOptions {
  return {
    groups: ['external'],
    bindsHttpAndHttps: true,
    groupsHttpsByVhost: false,
    sslCertificates: ['/etc/ssl/cert.pem'],
    usesMaps: false,
    directory: '/etc/haproxy',
    isStrict: false,
    servesWithoutTasks: false,
    checksHealth: false,
    minServicePort: 10_050,
    maxServicePort: 10_100,
    addresses: new Map(),
    knownHealth: new Map(),
    excluded: new Set(),
    ...changes,
  };
}

export type Json = Readonly<Record<string, unknown>>;

/** An app of one port on the host, with one task. */
export function anApp(id: string, labels: Json = {}, fields: Json = {}): Json {
  return {
    id,
    labels: { HAPROXY_GROUP: 'external', ...labels },
    instances: 1,
    portDefinitions: [{ port: 10_000, protocol: 'tcp' }],
    tasks: [aTask(`${id}.1`)],
    ...fields,
  };
}

export function aTask(id: string, fields: Json = {}): Json {
  return { id, host: '10.0.0.1', ports: [31_000], state: 'TASK_RUNNING', ...fields };
}

export function read(apps: readonly unknown[]): ReadApps {
  const answer = readApps({ apps });
  assert(answer !== undefined, 'a list of apps is an answer');
  return answer;
}

export function configure(
  apps: readonly unknown[],
  changes: Partial<ConfigurationOptions> = {},
  sources: TemplateSources = noSources,
): Configuration {
  return configuration(read(apps).apps, someOptions(changes), templates(sources, someHead));
}
