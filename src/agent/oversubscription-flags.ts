/**
 * --resource_estimator and --qos_controller name modules of Mesos, whose parameters are in --modules.
 * What Mesos brings itself is built in here; modules of others cannot be loaded, and each is refused by
 * its name.
 */
import { loadavg } from 'node:os';
import { loggerName, plainLoggerName } from '../containers/io/logrotate/settings.ts';
import type { Log } from '../foundation/log.ts';
import { failure, ok, unwrap } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { readModules } from '../protocol/modules.ts';
import type { ModuleParameter } from '../protocol/modules.ts';
import { parseResources } from '../resources/flags.ts';
import type { Resources } from '../resources/resources.ts';
import { FixedResourceEstimator } from './core/oversubscription/fixed-resource-estimator.ts';
import { LoadQosController } from './core/oversubscription/load-qos-controller.ts';
import type { LoadThresholds } from './core/oversubscription/load-qos-controller.ts';
import type { QosController, ResourceEstimator } from './core/oversubscription/ports.ts';

export const estimatorName = 'org_apache_mesos_FixedResourceEstimator';
export const controllerName = 'org_apache_mesos_LoadQoSController';

const builtIn: readonly string[] = [loggerName, plainLoggerName, estimatorName, controllerName];

interface OversubscriptionFlags {
  readonly modules?: unknown;
  readonly resource_estimator?: string | undefined;
  readonly qos_controller?: string | undefined;
}

interface Deciders {
  /** What the estimator lends. */
  readonly lent: Resources | undefined;
  readonly thresholds: LoadThresholds | undefined;
}

/** For "EXIT with status 1: ...". */
export function findOversubscriptionFault(values: OversubscriptionFlags): string | undefined {
  const deciders = readDeciders(values);
  return deciders.ok ? undefined : deciders.error;
}

/** Flags have been looked at. */
export function makeDeciders(
  values: OversubscriptionFlags,
  log: Log,
): {
  readonly resourceEstimator: ResourceEstimator | undefined;
  readonly qosController: QosController | undefined;
} {
  const { lent, thresholds } = unwrap(readDeciders(values));
  const readLoad = (): Required<LoadThresholds> => {
    const [, fiveMinutes, fifteenMinutes] = loadavg();
    return { fiveMinutes: fiveMinutes!, fifteenMinutes: fifteenMinutes! };
  };
  return {
    resourceEstimator: lent && new FixedResourceEstimator(lent),
    qosController: thresholds && new LoadQosController({ thresholds, readLoad, log }),
  };
}

function readDeciders(values: OversubscriptionFlags): Result<Deciders> {
  const modules = readModules(values.modules);
  if (!modules.ok) return failure(`--modules: ${modules.error}`);
  const other = [...modules.value.keys()].find((name) => !builtIn.includes(name));
  if (other !== undefined) {
    return failure(
      `--modules: this version has no module '${other}'; it has ${builtIn.join(', ')}`,
    );
  }
  const { resource_estimator: estimator, qos_controller: controller } = values;
  if (estimator !== undefined && estimator !== estimatorName) {
    return failure(`--resource_estimator: this version has ${estimatorName}, not '${estimator}'`);
  }
  if (controller !== undefined && controller !== controllerName) {
    return failure(`--qos_controller: this version has ${controllerName}, not '${controller}'`);
  }
  const parametersOf = (name: string): readonly ModuleParameter[] => modules.value.get(name) ?? [];
  const lent = estimator === undefined ? ok(undefined) : readLent(parametersOf(estimator));
  if (!lent.ok) return failure(`--modules: ${estimatorName}: ${lent.error}`);
  const thresholds =
    controller === undefined ? ok(undefined) : readThresholds(parametersOf(controller));
  if (!thresholds.ok) return failure(`--modules: ${controllerName}: ${thresholds.error}`);
  return ok({ lent: lent.value, thresholds: thresholds.value });
}

function readLent(parameters: readonly ModuleParameter[]): Result<Resources> {
  const other = parameters.find(({ key }) => key !== 'resources');
  if (other !== undefined) return failure(`there is no parameter '${other.key}', only 'resources'`);
  const text = parameters.at(-1)?.value;
  if (text === undefined) return failure("it needs the parameter 'resources', such as cpus:14");
  const lent = parseResources(text);
  if (!lent.ok) return failure(`'resources' cannot be '${text}': ${lent.error}`);
  const isPlain = lent.value.entries.every(
    ({ kind: { isShared, disk, reservations } }) =>
      !isShared && disk === undefined && reservations.every(({ type }) => type !== 'DYNAMIC'),
  );
  if (isPlain) return lent;
  return failure(
    `'resources' cannot be '${text}': what is lent has no volumes and no dynamic reservations`,
  );
}

const thresholdNames = {
  load_threshold_5min: 'fiveMinutes',
  load_threshold_15min: 'fifteenMinutes',
} as const;

function readThresholds(parameters: readonly ModuleParameter[]): Result<LoadThresholds> {
  const names = Object.keys(thresholdNames).join(' and ');
  let thresholds: LoadThresholds | undefined;
  for (const { key, value } of parameters) {
    if (!(key in thresholdNames)) return failure(`there is no parameter '${key}', only ${names}`);
    const threshold = value.trim() === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(threshold)) return failure(`'${key}' cannot be '${value}': not a number`);
    thresholds = { ...thresholds, [thresholdNames[key as keyof typeof thresholdNames]]: threshold };
  }
  return thresholds === undefined ? failure(`it needs ${names}, or one of them`) : ok(thresholds);
}
