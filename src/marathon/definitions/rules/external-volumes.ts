/** Volumes of external providers: dvdi (drivers of Docker) and csi. */
import type { AppJson } from '../schema/app.ts';
import type { ContainerJson, ExternalVolumeJson } from '../schema/containers.ts';
import { type Problems, asDouble } from '../problems.ts';
import { requireFeature } from './features.ts';

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const labelPattern = `^${label}$`;
const optionPattern = `^${label}/[A-Za-z0-9](?:[-A-Za-z0-9\\._:]*[A-Za-z0-9])?$`;
const isLabel = new RegExp(labelPattern);
const isOption = new RegExp(optionPattern);
const driverOption = 'dvdi/driver';

type External = ExternalVolumeJson['external'];
type Csi = NonNullable<External['csi']>;

export function checkExternalVolume(
  volume: ExternalVolumeJson,
  type: ContainerJson['type'],
  features: ReadonlySet<string>,
  path: string,
  problems: Problems,
): void {
  requireFeature(features, 'external_volumes', path, problems);
  const { external } = volume;
  if (external.csi !== undefined) {
    checkCsi(external.csi, volume, path, problems);
    return;
  }
  const at = `${path}/external`;
  problems.unless(external.name !== undefined, `${at}/name`, 'not defined');
  problems.unless(external.name !== '', `${at}/name`, 'must not be empty');
  if (external.provider === undefined) problems.add(`${at}/provider`, 'not defined');
  else if (external.provider !== 'dvdi') problems.add(`${at}/provider`, 'is unknown provider');
  else checkDvdi(external, volume, type, path, problems);
  for (const [index, key] of Object.keys(external.options).entries()) {
    const error = `must match regular expression '${optionPattern}'`;
    problems.unless(isOption.test(key), `${at}/options/keys(${index})`, error);
  }
}

function checkCsi(
  { capability }: Csi,
  { mode }: ExternalVolumeJson,
  path: string,
  problems: Problems,
): void {
  problems.unless(
    mode === 'RO' || !capability.accessMode.endsWith('READER_ONLY'),
    path,
    'CSI volume must be mounted readonly with a read-only access mode',
  );
  problems.unless(
    capability.accessType === 'block' || capability.fsType !== undefined,
    `${path}/external/options/capability/fsType`,
    'not defined',
  );
}

function checkDvdi(
  { options, size }: External,
  { mode, containerPath }: ExternalVolumeJson,
  type: ContainerJson['type'],
  path: string,
  problems: Problems,
): void {
  const at = `${path}/external`;
  const driver = options[driverOption];
  const driverPath = `${at}/options("${driverOption}")`;
  if (driver === undefined) problems.add(driverPath, 'not defined');
  else checkLabel(driver, driverPath, problems);
  if (driver === 'rexray') checkRexRay(options, `${at}/options`, problems);
  problems.unless(
    containerPath !== '.' && containerPath !== '..',
    `${path}/containerPath`,
    'can not be one of (.,..)',
  );
  problems.unless(
    size === undefined || size > 0,
    `${at}/size`,
    `got ${size}, expected more than 0`,
  );
  if (type === 'MESOS') {
    problems.unless(mode === 'RW', `${path}/mode`, 'does not equal RW');
    return;
  }
  const others = Object.keys(options).filter((key) => key !== driverOption);
  problems.unless(others.length === 0, `${at}/options`, `must only contain ${driverOption}`);
  problems.unless(size === undefined, `${at}/size`, 'must be undefined for Docker containers');
}

function checkLabel(text: string, path: string, problems: Problems): void {
  problems.unless(isLabel.test(text), path, `must match regular expression '${labelPattern}'`);
}

function checkRexRay(
  options: Readonly<Record<string, string>>,
  path: string,
  problems: Problems,
): void {
  for (const key of ['dvdi/volumetype', 'dvdi/newfstype']) {
    const value = options[key];
    if (value !== undefined) checkLabel(value, `${path}/"${key}"`, problems);
  }
  const iops = options['dvdi/iops'];
  problems.unless(
    iops === undefined || /^\+?0*[1-9]\d*$/.test(iops),
    `${path}/"dvdi/iops"`,
    `Expected a valid, positive integer instead of ${iops}`,
  );
  const overwrite = options['dvdi/overwritefs'];
  problems.unless(
    overwrite === undefined || /^(true|false)$/i.test(overwrite),
    `${path}/"dvdi/overwritefs"`,
    'Expected a valid boolean',
  );
}

/** What external volumes demand of their app. */
export function checkAppOfExternalVolumes(app: AppJson, problems: Problems): void {
  const volumes = (app.container?.volumes ?? []).filter((volume) => 'external' in volume);
  const csi = volumes.filter(({ external }) => external.csi !== undefined);
  if (csi.length > 0) checkAppOfCsi(app, csi, problems);
  if (!volumes.some(({ external }) => external.provider === 'dvdi')) return;
  problems.unless(
    (app.instances ?? 1) <= 1,
    '',
    `Number of instances is limited to 1 when declaring DVDI volumes in app [${app.id}]`,
  );
  const over = app.upgradeStrategy?.maximumOverCapacity ?? 0;
  problems.unless(
    over === 0,
    '/upgradeStrategy/maximumOverCapacity',
    `got ${asDouble(over)}, expected 0.0`,
  );
}

function checkAppOfCsi(
  { instances = 1 }: AppJson,
  volumes: readonly ExternalVolumeJson[],
  problems: Problems,
): void {
  const got = `got ${instances}, expected 1 or less`;
  const modes = volumes.flatMap(({ external, mode }) =>
    external.csi ? [{ accessMode: external.csi.capability.accessMode, mode }] : [],
  );
  const isShareable = modes.every(({ accessMode }) => accessMode.startsWith('MULTI_NODE'));
  const hasOneWriter = modes.every(
    ({ accessMode, mode }) => mode === 'RW' && accessMode === 'MULTI_NODE_SINGLE_WRITER',
  );
  if (!isShareable) {
    const error = `${got} while non-shareable CSI volumes are defined`;
    problems.unless(instances <= 1, '/instances', error);
  } else if (hasOneWriter) {
    const error = `${got} while a multi-node single-writer volume is defined mounted as read/write`;
    problems.unless(instances <= 1, '/instances', error);
  }
}
