/** The environment that tasks are given: what Marathon tells them of themselves, and what users set. */
import { randomInteger, type Random } from '../../../foundation/random.ts';
import type { Environment, Environment_Variable } from '../../../protocol/generated/mesos.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { EnvironmentVariables, RunSpec } from '../../model/run-spec.ts';
import { renderTimestamp } from '../../model/timestamps.ts';

/** One port as the variables speak of it. */
export interface PortOfTask {
  readonly name?: string | undefined;
  /** As it was asked for: 0 or undefined for any. */
  readonly requested: number | undefined;
  readonly hostPort: number | undefined;
}

/** @compat Longer ones are left out. */
const longestLabelKey = 493;
const longestLabelValue = 512;
const lowestMadeUpPort = 1025;
const highestPort = 65_535;

/** What Marathon says comes before what users set, which then counts, or after it. */
export function environmentOf(
  ofUser: EnvironmentVariables,
  secrets: RunSpec['secrets'],
  ours: { readonly before: Variables } | { readonly after: Variables },
): Environment {
  const all = new Map<string, Environment_Variable>();
  const tell = (variables: Variables): void => {
    for (const [name, value] of variables) all.set(name, { name, value });
  };
  if ('before' in ours) tell(ours.before);
  for (const [name, value] of Object.entries(ofUser)) {
    if (typeof value === 'string') all.set(name, { name, value });
    else {
      const source = secrets[value.secret]?.source ?? value.secret;
      const secret = { type: 'REFERENCE' as const, reference: { name: source } };
      all.set(name, { name, type: 'SECRET', secret });
    }
  }
  if ('after' in ours) tell(ours.after);
  return { variables: [...all.values()] };
}

type Variables = ReadonlyMap<string, string>;

/** MARATHON_APP_*: also of the containers of pods, which have labels of their own. */
export function aboutRunSpec(
  runSpec: RunSpec,
  enforcesRole: boolean,
  labelsOfContainer: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const labels = usableLabels({ ...runSpec.labels, ...labelsOfContainer });
  return new Map([
    ['MARATHON_APP_ID', runSpec.id],
    ['MARATHON_APP_VERSION', renderTimestamp(runSpec.version)],
    ['MARATHON_APP_ENFORCE_GROUP_ROLE', enforcesRole ? 'TRUE' : 'FALSE'],
    ['MARATHON_APP_LABELS', [...labels.keys()].join(' ')],
    ...[...labels].map(([key, value]) => [`MARATHON_APP_LABEL_${key}`, value] as const),
  ]);
}

export function aboutApp(app: AppDefinition, enforcesRole: boolean): Map<string, string> {
  const { container } = app;
  // @compat Not of images that Mesos' own containerizer runs.
  const image = container?.type === 'DOCKER' ? container.docker?.image : undefined;
  return new Map([
    ...aboutRunSpec(app, enforcesRole),
    ...(image === undefined ? [] : [['MARATHON_APP_DOCKER_IMAGE', image] as const]),
    ['MARATHON_APP_RESOURCE_CPUS', doubleText(app.cpus)],
    ['MARATHON_APP_RESOURCE_MEM', doubleText(app.mem)],
    ['MARATHON_APP_RESOURCE_DISK', doubleText(app.disk)],
    ['MARATHON_APP_RESOURCE_GPUS', String(app.gpus)],
  ]);
}

/** @compat Amounts are written as doubles: 1.0, 0.25. */
export function doubleText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function usableLabels(labels: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const usable = new Map<string, string>();
  for (const [key, value] of Object.entries(labels)) {
    if (key.length >= longestLabelKey || value.length >= longestLabelValue) continue;
    usable.set(key.replaceAll(/[^A-Za-z0-9_]+/g, '_').toUpperCase(), value);
  }
  return usable;
}

/** HOST, PORT, PORTS, PORT0, PORT_80, PORT_HTTP; all with the prefix. */
export function aboutPorts(
  host: string,
  ports: readonly PortOfTask[],
  prefix: string,
  random: Random,
): Map<string, string> {
  const variables = new Map([[`${prefix}HOST`, host]]);
  const ofHost: number[] = [];
  const madeUp: number[] = [];
  const taken = new Set(ports.flatMap(({ requested, hostPort }) => [requested, hostPort]));
  for (const [index, { name, requested, hostPort }] of ports.entries()) {
    const isFixedInside = hostPort === undefined && requested !== undefined && requested !== 0;
    const effective = hostPort ?? (isFixedInside ? requested : madeUpPort(taken, random));
    if (hostPort !== undefined) ofHost.push(hostPort);
    else if (!isFixedInside) madeUp.push(effective);
    const value = String(effective);
    variables.set(`${prefix}PORT${index}`, value);
    const number = requested === undefined || requested === 0 ? effective : requested;
    variables.set(`${prefix}PORT_${number}`, value);
    if (name !== undefined) variables.set(`${prefix}PORT_${name.toUpperCase()}`, value);
  }
  const listed = [...ofHost, ...madeUp];
  if (listed.length > 0) variables.set(`${prefix}PORT`, String(listed[0]));
  // @compat Empty where all are fixed inside of the container.
  if (ports.length > 0) variables.set(`${prefix}PORTS`, listed.join(','));
  return variables;
}

/** @compat A port that nothing fixes and that is none of the host's is made up. */
function madeUpPort(taken: Set<number | undefined>, random: Random): number {
  for (;;) {
    const port = lowestMadeUpPort + randomInteger(random, highestPort - lowestMadeUpPort + 1);
    if (taken.has(port)) continue;
    taken.add(port);
    return port;
  }
}
