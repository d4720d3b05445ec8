/**
 * From apps to services: one for each port of an app that this balancer serves and that has at
 * least one server. Everything of labels is decided here; what follows only writes.
 */
import { noLabels, noteStrayLabels, splitLabels } from '../labels/split.ts';
import type { SplitLabels } from '../labels/split.ts';
import { withoutHttp } from '../labels/only-http.ts';
import { readPortSettings } from '../labels/port-settings.ts';
import type { PortSettings } from '../labels/port-settings.ts';
import { groupNames } from '../labels/rules.ts';
import type { App, HealthCheck } from '../model/app.ts';
import { mergeDeploymentGroups } from '../model/deployment-groups.ts';
import { ProblemLog } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { ConfigurationOptions, Mode } from './configuration.ts';
import { endpointsOf } from './endpoints.ts';
import type { Endpoint } from './endpoints.ts';
import { ServicePortAssigner } from './service-ports.ts';

export interface Service {
  readonly app: string;
  /** Of the port among those of the app. */
  readonly index: number;
  readonly servicePort: number;
  /** Of backend and frontend. */
  readonly name: string;
  readonly mode: Mode;
  readonly settings: PortSettings;
  readonly healthCheck?: HealthCheck;
  readonly endpoints: readonly Endpoint[];
  readonly log: ProblemLog;
}

/** Of a container that does not say its port; a template of the app's own may know it. */
const unknownPort = 0;

const httpProtocols: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'MESOS_HTTP', 'MESOS_HTTPS']);

/** By app and service port. */
export function servicesOf(
  apps: readonly App[],
  options: ConfigurationOptions,
  problems: Problem[],
): readonly Service[] {
  const wanted = apps.filter(({ id }) => !options.excluded.has(id));
  const merged = mergeDeploymentGroups(wanted, problems).toSorted(byId);
  const assigner = new ServicePortAssigner({
    min: options.minServicePort,
    max: options.maxServicePort,
  });
  const services: Service[] = [];
  for (const app of merged) {
    const ports = assigner.portsOf(app);
    if (options.excluded.has(app.id) || app.id.slice(1) === options.frameworkName) continue;
    const reader = new AppReader(app, ports, options, new ProblemLog(app.id, problems));
    services.push(...reader.services().toSorted((a, b) => a.servicePort - b.servicePort));
  }
  return services;
}

function byId(a: App, b: App): number {
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

class AppReader {
  private readonly labels: SplitLabels;
  private endpoints: readonly Endpoint[] | undefined;

  private readonly app: App;
  private readonly ports: readonly (number | undefined)[];
  private readonly options: ConfigurationOptions;
  private readonly log: ProblemLog;

  constructor(
    app: App,
    ports: readonly (number | undefined)[],
    options: ConfigurationOptions,
    log: ProblemLog,
  ) {
    this.app = app;
    this.ports = ports;
    this.options = options;
    this.log = log;
    this.labels = splitLabels(app.labels);
  }

  services(): readonly Service[] {
    const served = this.ports.map((_, index) => this.isOfOurGroups(index));
    if (served.includes(true) || this.isAppOfOurGroups()) {
      noteStrayLabels(this.labels, this.ports.length, this.log);
    }
    return this.ports.flatMap((port, index) =>
      served[index] === true ? (this.service(port, index) ?? []) : [],
    );
  }

  /** Groups of the port count instead of those of the app. */
  private isOfOurGroups(index: number): boolean {
    const own = this.labels.ofPorts.get(index)?.get('GROUP');
    return own === undefined || own === '' ? this.isAppOfOurGroups() : this.matches(own);
  }

  private isAppOfOurGroups(): boolean {
    return this.matches(this.labels.ofApp.get('GROUP') ?? '');
  }

  private matches(text: string): boolean {
    const { groups } = this.options;
    const names = groupNames.read(text) ?? [];
    return groups.includes('*') || names.some((name) => groups.includes(name));
  }

  private service(given: number | undefined, index: number): Service | undefined {
    const labels = this.labels.ofPorts.get(index) ?? noLabels;
    const settings = readPortSettings(labels, index, this.log);
    if (settings.isLeftOut || !(settings.isEnabled ?? !this.options.isStrict)) return undefined;
    const servicePort = settings.port ?? given;
    if (!isPort(servicePort)) {
      this.noteServicePort(servicePort);
      return undefined;
    }
    const namesServers = settings.templates.has('BACKEND_SERVER_OPTIONS');
    const endpoints = this.endpointsWithPort(index, namesServers);
    if (endpoints.length === 0 && !this.options.servesWithoutTasks) return undefined;
    const name = `${this.app.id.slice(1).replaceAll('/', '_')}_${servicePort}`;
    return { ...this.withHealth(settings, index), index, servicePort, name, endpoints };
  }

  private withHealth(settings: PortSettings, index: number) {
    const { app, log } = this;
    const labels = this.labels.ofPorts.get(index) ?? noLabels;
    const own = findHealthCheck(app, index);
    const otherIndex = settings.healthCheckPortIndex;
    const healthCheck =
      own ?? (otherIndex === undefined ? undefined : findHealthCheck(app, otherIndex));
    const mode = modeOf(settings, own, healthCheck);
    return {
      app: app.id,
      log,
      mode,
      settings: mode === 'http' ? settings : withoutHttp(settings, labels, index, log),
      ...(healthCheck === undefined ? {} : { healthCheck }),
    };
  }

  /** Older versions of the app may have had fewer ports. */
  private endpointsWithPort(index: number, mayBeUnknown: boolean): readonly Endpoint[] {
    this.endpoints ??= endpointsOf(this.app, this.options, this.log);
    return this.endpoints
      .filter(({ ports }) => isPort(ports[index]) || (mayBeUnknown && ports[index] === unknownPort))
      .toSorted((a, b) =>
        a.task.host === b.task.host ? (a.ports[index] ?? 0) - (b.ports[index] ?? 0) : 0,
      );
  }

  private noteServicePort(port: number | undefined): void {
    const range = `${this.options.minServicePort}-${this.options.maxServicePort}`;
    this.log.add({
      label: 'servicePort',
      rule:
        port === undefined
          ? `must be set, when all of ${range} are taken`
          : 'must be a port from 1 to 65535',
      value: String(port ?? ''),
      effect: 'the port is left out',
    });
  }
}

function isPort(port: number | undefined): port is number {
  return port !== undefined && Number.isInteger(port) && port > 0 && port <= 65_535;
}

/** A check with a port of its own counts for all ports. */
function findHealthCheck(app: App, index: number): HealthCheck | undefined {
  return app.healthChecks.find((check) => check.port !== undefined || check.portIndex === index);
}

function modeOf(
  settings: PortSettings,
  own: HealthCheck | undefined,
  healthCheck: HealthCheck | undefined,
): Mode {
  if (own === undefined && healthCheck !== undefined && httpProtocols.has(healthCheck.protocol)) {
    return 'http';
  }
  if (settings.mode !== undefined) return settings.mode;
  return own?.protocol === 'HTTP' || settings.wantsHost ? 'http' : 'tcp';
}
