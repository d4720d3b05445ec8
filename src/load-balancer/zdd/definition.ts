/**
 * The definition of a blue or green app: the operator's, with an id, a service port and labels that
 * tell it from the one that runs.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { countIn, objectIn, objectsIn, textIn } from '../model/fields.ts';
import type { JsonObject } from '../model/fields.ts';
import { exitCodes } from './failure.ts';
import type { Failure } from './failure.ts';

/** As JSON has it; never changed in place. */
export type Definition = JsonObject;

export interface PrepareOptions {
  readonly initialInstances: number;
  /** How many new instances a hybrid deployment ends with; 0 for one that replaces all. */
  readonly newInstances: number;
  /** ISO 8601, without a zone, as the original writes it. */
  readonly startedAt: string;
}

type Colour = 'blue' | 'green';

export function labelOf(app: Definition, name: string): string | undefined {
  return textIn(objectIn(app, 'labels'), `HAPROXY_${name}`);
}

export function idOf(app: Definition): string {
  return textIn(app, 'id') ?? '';
}

export function instancesOf(app: Definition): number {
  return countIn(app, 'instances') ?? 1;
}

/** What the operator's file must say before anything is asked of Marathon. */
export function checkDefinition(app: Definition): Failure | undefined {
  if (idOf(app) === '') return missing('id', 'the app has no id');
  for (const name of ['DEPLOYMENT_GROUP', 'DEPLOYMENT_ALT_PORT']) {
    if (labelOf(app, name) === undefined) {
      return missing(`labels.HAPROXY_${name}`, 'a blue/green deployment needs the label');
    }
  }
  const alternative = labelOf(app, 'DEPLOYMENT_ALT_PORT') ?? '';
  if (!isPort(alternative)) {
    return missing('labels.HAPROXY_DEPLOYMENT_ALT_PORT', `must be a port, not "${alternative}"`);
  }
  const port = servicePortOf(app);
  return port.ok ? undefined : port.error;
}

function missing(field: string, why: string): Failure {
  return { exitCode: exitCodes.missingField, text: `${field}: ${why}` };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535;
}

/** Of its one port, wherever this generation of Marathon has it. */
function servicePortOf(app: Definition): Result<number, Failure> {
  const container = objectIn(app, 'container');
  const places = [
    countIn(objectsIn(objectIn(container, 'docker'), 'portMappings')[0], 'servicePort'),
    countIn(objectsIn(container, 'portMappings')[0], 'servicePort'),
    countIn(objectsIn(app, 'portDefinitions')[0], 'port'),
    firstNumber(app['ports']),
  ];
  // 0 is a port that Marathon is to choose.
  const port = places.find((candidate) => candidate !== undefined && candidate > 0);
  return port === undefined
    ? failure(missing('container.portMappings', 'the app has no service port'))
    : ok(port);
}

function firstNumber(list: unknown): number | undefined {
  const [first] = Array.isArray(list) ? (list as readonly unknown[]) : [];
  return typeof first === 'number' ? first : undefined;
}

function withServicePort(app: Definition, port: number): Definition {
  const container = objectIn(app, 'container');
  const docker = objectIn(container, 'docker');
  if (objectsIn(docker, 'portMappings').length > 0) {
    const mapped = withFirst(objectsIn(docker, 'portMappings'), { servicePort: port });
    return { ...app, container: { ...container, docker: { ...docker, portMappings: mapped } } };
  }
  if (objectsIn(container, 'portMappings').length > 0) {
    const mapped = withFirst(objectsIn(container, 'portMappings'), { servicePort: port });
    return { ...app, container: { ...container, portMappings: mapped } };
  }
  if (objectsIn(app, 'portDefinitions').length > 0) {
    return { ...app, portDefinitions: withFirst(objectsIn(app, 'portDefinitions'), { port }) };
  }
  const ports = Array.isArray(app['ports']) ? (app['ports'] as readonly unknown[]) : [];
  return { ...app, ports: [port, ...ports.slice(1)] };
}

function withFirst(list: readonly JsonObject[], changes: JsonObject): readonly JsonObject[] {
  return list.map((entry, at) => (at === 0 ? { ...entry, ...changes } : entry));
}

/** Deployments of the app's group that Marathon has, the latest first. */
export function deploymentsOf(apps: readonly Definition[], app: Definition): readonly Definition[] {
  const group = labelOf(app, 'DEPLOYMENT_GROUP');
  return apps
    .filter((other) => labelOf(other, 'DEPLOYMENT_GROUP') === group)
    .toSorted((a, b) => (startedAt(a) < startedAt(b) ? 1 : -1));
}

function startedAt(app: Definition): string {
  return labelOf(app, 'DEPLOYMENT_STARTED_AT') ?? '0';
}

/** The other colour at the other port, with few instances at first. */
export function prepare(
  app: Definition,
  last: Definition | undefined,
  options: PrepareOptions,
): Result<Definition, Failure> {
  const own = servicePortOf(app);
  if (!own.ok) return own;
  const colour = last === undefined ? 'blue' : otherColour(last);
  const target = instancesOf(last ?? app);
  const newInstances = last === undefined ? 0 : Math.min(options.newInstances, target);
  const most = newInstances > 0 ? newInstances : target;
  const port = last === undefined ? own.value : otherPort(app, last);
  const labelled = {
    ...app,
    id: withSlash(`${idOf(app)}-${colour}`),
    ...(last === undefined ? {} : { instances: Math.min(options.initialInstances, most) }),
    labels: {
      ...objectIn(app, 'labels'),
      HAPROXY_APP_ID: idOf(app),
      HAPROXY_0_PORT: String(own.value),
      HAPROXY_DEPLOYMENT_NEW_INSTANCES: String(newInstances),
      HAPROXY_DEPLOYMENT_TARGET_INSTANCES: String(target),
      HAPROXY_DEPLOYMENT_COLOUR: colour,
      HAPROXY_DEPLOYMENT_STARTED_AT: options.startedAt,
    },
  };
  return ok(withServicePort(labelled, port));
}

function otherColour(last: Definition): Colour {
  return labelOf(last, 'DEPLOYMENT_COLOUR') === 'blue' ? 'green' : 'blue';
}

/** The alternative one, unless the app that runs has it. */
function otherPort(app: Definition, last: Definition): number {
  const alternative = Number(
    labelOf(last, 'DEPLOYMENT_ALT_PORT') ?? labelOf(app, 'DEPLOYMENT_ALT_PORT'),
  );
  const used = servicePortOf(last);
  const first = labelOf(last, '0_PORT') ?? '';
  return used.ok && used.value === alternative && isPort(first) ? Number(first) : alternative;
}

function withSlash(id: string): string {
  return id.startsWith('/') ? id : `/${id}`;
}
