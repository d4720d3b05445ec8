/**
 * A definition as a list of named fields. Marathon answers definitions with all defaults filled in: what
 * has the value that it would have anyway is left out unless it is asked for. What is not known here is
 * shown under its own name, so nothing of a definition is hidden.
 */
import type { Definition, Json } from '../edit/definition.ts';

export type Fields = 'app' | 'pod' | 'container';

export interface FieldRow {
  readonly name: string;
  /** Undefined: there is none. */
  readonly value: Json | undefined;
  readonly isDefault: boolean;
}

interface Known {
  /** In this order, whatever they are. */
  readonly first: readonly string[];
  /** Undefined: it is not there if it is not set. */
  readonly defaults: Readonly<Record<string, Json | undefined>>;
}

const scheduling: Json = {
  backoff: { backoff: 1, backoffFactor: 1.15, maxLaunchDelay: 300 },
  upgrade: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
  placement: {},
  killSelection: 'YOUNGEST_FIRST',
  unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
};

const known: Readonly<Record<Fields, Known>> = {
  app: {
    first: ['id', 'cmd', 'args', 'container', 'cpus', 'mem', 'instances'],
    defaults: {
      disk: 0,
      gpus: 0,
      constraints: [],
      dependencies: [],
      labels: {},
      role: '*',
      acceptedResourceRoles: undefined,
      env: {},
      secrets: {},
      user: undefined,
      networks: [{ mode: 'host' }],
      portDefinitions: [],
      requirePorts: false,
      healthChecks: [],
      check: undefined,
      readinessChecks: [],
      fetch: [],
      executor: '',
      executorResources: undefined,
      resourceLimits: undefined,
      backoffSeconds: 1,
      backoffFactor: 1.15,
      maxLaunchDelaySeconds: 300,
      upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
      killSelection: 'YOUNGEST_FIRST',
      taskKillGracePeriodSeconds: undefined,
      residency: undefined,
      restartPolicy: undefined,
      tty: undefined,
    },
  },
  pod: {
    first: ['id', 'scaling'],
    defaults: {
      labels: {},
      role: '*',
      user: undefined,
      environment: {},
      secrets: {},
      volumes: [],
      networks: [{ mode: 'host' }],
      scheduling,
      executorResources: { cpus: 0.1, mem: 32, disk: 10 },
      linuxInfo: undefined,
      restartPolicy: undefined,
    },
  },
  container: {
    first: ['name', 'exec', 'image', 'resources'],
    defaults: {
      resourceLimits: undefined,
      endpoints: [],
      environment: {},
      user: undefined,
      healthCheck: undefined,
      check: undefined,
      volumeMounts: [],
      artifacts: [],
      labels: {},
      lifecycle: undefined,
      linuxInfo: undefined,
      tty: undefined,
    },
  },
};

/** Containers of a pod have lists of their own. */
const elsewhere: Readonly<Record<Fields, readonly string[]>> = {
  app: [],
  pod: ['containers'],
  container: [],
};

export function fieldRows(kind: Fields, definition: Definition, withDefaults: boolean): FieldRow[] {
  const { first, defaults } = known[kind];
  const names = new Set([...first, ...Object.keys(defaults), ...Object.keys(definition)]);
  for (const name of elsewhere[kind]) names.delete(name);
  return [...names]
    .map((name): FieldRow => {
      const value = definition[name];
      const isDefault = !first.includes(name) && isAsUsual(value, defaults[name]);
      return { name, value: value ?? defaults[name], isDefault };
    })
    .filter(({ value, isDefault, name }) =>
      first.includes(name) ? isThere(value) : withDefaults || !isDefault,
    );
}

const isThere = (value: Json | undefined): boolean => value !== undefined && value !== null;

function isAsUsual(value: Json | undefined, usual: Json | undefined): boolean {
  return !isThere(value) || inOrder(value!) === inOrder(usual ?? null) || isEmpty(value!);
}

/** As text, whatever the order of its members. */
const inOrder = (value: Json): string =>
  JSON.stringify(value, (_, held: Json) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(
          Object.entries(held).toSorted(([left], [right]) => (left < right ? -1 : 1)),
        )
      : held,
  );

function isEmpty(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** In lines: one for each entry of a list or a map; what is nested deeper as JSON. */
export function valueLines(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map(lineOf);
  if (typeof value !== 'object') return String(value).split('\n');
  return Object.entries(value).map(([name, held]) => `${name} = ${lineOf(held)}`);
}

function lineOf(value: Json): string {
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
    return value.join(' ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
