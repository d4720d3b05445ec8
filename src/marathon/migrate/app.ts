/**
 * Apps as the original stores them: protobuf, which stands for the JSON of its API. That JSON is made
 * here, and read like what clients send, but for the rules: what runs already may go on as it is.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';
import { longToNumber, type Long } from '../../protocol/codec/long.ts';
import type {
  NetworkDefinition,
  ServiceDefinition,
  UnreachableStrategy,
} from '../../protocol/generated/marathon.ts';
import type { Resource } from '../../protocol/generated/mesos.ts';
import type { DefinitionOptions } from '../definitions/context.ts';
import { definitionOf } from '../definitions/normal-form/app.ts';
import { parse } from '../definitions/parse.ts';
import { app as appSchema } from '../definitions/schema/app.ts';
import { readTimestamp } from '../definitions/timestamps.ts';
import type { AppDefinition } from '../model/app.ts';
import { checkJson, healthCheckJson, readinessCheckJson } from './checks.ts';
import { containerJson } from './containers.ts';
import { type Faults, faultText } from './faults.ts';
import { constraintTexts, textsOf } from './texts.ts';

type Json = Readonly<Record<string, unknown>>;

/** Of definitions whose stored form leaves them out. */
const defaultBackoffMs = 1000;
const defaultBackoffFactor = 1.15;
const defaultMaxLaunchDelayMs = 3_600_000;

export function appOf(
  stored: ServiceDefinition,
  options: DefinitionOptions,
): Result<AppDefinition> {
  const faults: Faults = [];
  const version = readTimestamp(stored.version ?? '1970-01-01T00:00:00.000Z');
  if (version === undefined) faults.push(`version ${stored.version} is no time`);
  if (stored.OBSOLETE_container !== undefined || stored.OBSOLETE_ipAddress !== undefined) {
    faults.push('it was written before Marathon 1.5');
  }
  const json = appJson(stored, faults);
  const parsed = parse(appSchema, JSON.parse(JSON.stringify(json)));
  if (!parsed.ok) faults.push(faultText(parsed.error));
  if (!parsed.ok || version === undefined || faults.length > 0) return failure(faults.join('; '));
  const role = stored.role ?? options.mesosRole;
  const accepted = acceptedRolesOf(stored.acceptedResourceRoles?.role, role);
  const given = { ...parsed.value, role, acceptedResourceRoles: accepted };
  return ok({
    ...definitionOf(given, options),
    version,
    versionInfo: {
      lastScalingAt: timeOf(stored.last_scaling_at) ?? version,
      lastConfigChangeAt: timeOf(stored.last_config_change_at) ?? version,
    },
  });
}

/** @compat Names of other roles were allowed once: what is left of them, or any. */
export function acceptedRolesOf(
  accepted: readonly string[] = [],
  role: string,
): string[] | undefined {
  if (accepted.length === 0) return undefined;
  const valid = accepted.filter((each) => each === role || each === '*');
  return valid.length === 0 ? ['*'] : valid;
}

function appJson(stored: ServiceDefinition, faults: Faults): Json {
  const { cmd, healthChecks = [], readinessCheckDefinition = [], check, tty } = stored;
  const args = cmd.arguments ?? [];
  const isResident = (stored.container?.volumes ?? []).some(({ persistent }) => persistent);
  return {
    id: stored.id,
    cmd: args.length === 0 && cmd.value !== '' ? cmd.value : undefined,
    args,
    user: cmd.user,
    env: environmentOf(stored),
    fetch: (cmd.uris ?? []).map(({ value, extract, executable, cache, output_file }) => ({
      uri: value,
      extract: extract ?? true,
      executable: executable ?? false,
      cache: cache ?? false,
      destPath: output_file,
    })),
    instances: stored.instances,
    ...resourcesOf(stored),
    executor: stored.executor,
    ...strategiesOf(stored),
    constraints: (stored.constraints ?? []).map(constraintTexts),
    container: stored.container && containerJson(stored.container, faults),
    networks: (stored.networks ?? []).flatMap(networkJson),
    ...portsOf(stored),
    healthChecks: healthChecks.map((each) => healthCheckJson(each, faults)),
    check: check && checkJson(check),
    readinessChecks: readinessCheckDefinition.map(readinessCheckJson),
    dependencies: stored.dependencies ?? [],
    labels: textsOf(stored.labels),
    secrets: Object.fromEntries((stored.secrets ?? []).map(({ id, source }) => [id, { source }])),
    residency: isResident ? residencyOf(stored) : undefined,
    tty: tty === undefined ? undefined : true,
  };
}

function environmentOf({ cmd, envVarReferences = [] }: ServiceDefinition): Json {
  const texts = (cmd.environment?.variables ?? []).map(({ name, value }) => [name, value ?? '']);
  const secrets = envVarReferences.flatMap(({ type, name, secretRef }) =>
    type === 'SECRET' && secretRef !== undefined ? [[name, { secret: secretRef.secretId }]] : [],
  );
  return Object.fromEntries([...texts, ...secrets]) as Json;
}

function resourcesOf({ resources, executorResources = [], resourceLimits }: ServiceDefinition) {
  const amounts = amountsOf(resources ?? []);
  const ofExecutor = amountsOf(executorResources);
  const limit = (value: number | undefined): number | string | undefined =>
    value === Infinity ? 'unlimited' : value;
  return {
    cpus: amounts.get('cpus'),
    mem: amounts.get('mem'),
    disk: amounts.get('disk'),
    gpus: amounts.get('gpus'),
    executorResources: ofExecutor.size === 0 ? undefined : Object.fromEntries(ofExecutor),
    resourceLimits: resourceLimits && {
      cpus: limit(resourceLimits.cpus),
      mem: limit(resourceLimits.mem),
    },
  };
}

function amountsOf(resources: readonly Resource[]): ReadonlyMap<string, number> {
  return new Map(resources.map(({ name, scalar }) => [name, scalar?.value ?? 0]));
}

function strategiesOf(stored: ServiceDefinition): Json {
  const { upgradeStrategy, unreachableStrategy, killSelection, taskKillGracePeriod } = stored;
  return {
    backoffSeconds: secondsOf(timeOf(stored.backoff) ?? defaultBackoffMs),
    backoffFactor: stored.backoffFactor ?? defaultBackoffFactor,
    maxLaunchDelaySeconds: secondsOf(timeOf(stored.maxLaunchDelay) ?? defaultMaxLaunchDelayMs),
    upgradeStrategy: {
      minimumHealthCapacity: upgradeStrategy?.minimumHealthCapacity ?? 1,
      maximumOverCapacity: upgradeStrategy?.maximumOverCapacity ?? 1,
    },
    unreachableStrategy: unreachableStrategy && unreachableJson(unreachableStrategy),
    killSelection: killSelection === 'OldestFirst' ? 'OLDEST_FIRST' : 'YOUNGEST_FIRST',
    taskKillGracePeriodSeconds:
      taskKillGracePeriod === undefined ? undefined : secondsOf(longToNumber(taskKillGracePeriod)),
  };
}

/** Without times it is the one that does nothing. */
function unreachableJson({ inactiveAfterSeconds, expungeAfterSeconds }: UnreachableStrategy) {
  if (inactiveAfterSeconds === undefined || expungeAfterSeconds === undefined) return 'disabled';
  return {
    inactiveAfterSeconds: longToNumber(inactiveAfterSeconds),
    expungeAfterSeconds: longToNumber(expungeAfterSeconds),
  };
}

function residencyOf({ residency }: ServiceDefinition): Json {
  return {
    relaunchEscalationTimeoutSeconds: timeOf(residency?.relaunchEscalationTimeoutSeconds),
    taskLostBehavior: residency?.taskLostBehavior,
  };
}

function networkJson({ mode, name, labels }: NetworkDefinition): readonly Json[] {
  if (mode === undefined) return [];
  switch (mode) {
    case 'HOST':
      return [{ mode: 'host' }];
    case 'BRIDGE':
      return [{ mode: 'container/bridge', labels: textsOf(labels) }];
    case 'CONTAINER':
      return [{ mode: 'container', name, labels: textsOf(labels) }];
    case 'UNKNOWN':
      return [];
  }
}

function portsOf({ ports = [], portDefinitions = [], require_ports }: ServiceDefinition): Json {
  const definitions = portDefinitions.map(({ number, protocol, name, labels }) => ({
    port: number,
    protocol,
    name,
    labels: textsOf(labels?.labels),
  }));
  return {
    portDefinitions: ports.length > 0 ? ports.map((port) => ({ port })) : definitions,
    requirePorts: require_ports,
  };
}

function timeOf(value: Long | undefined): number | undefined {
  return value === undefined ? undefined : longToNumber(value);
}

/** @compat Before 1.5 there were fractions, and such an app may still be there: rather longer than shorter. */
function secondsOf(ms: number): number {
  return Math.ceil(ms / 1000);
}
