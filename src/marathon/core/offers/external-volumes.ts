/** Volumes of Docker's drivers and of CSI's plugins, in the words of Mesos. */
import type {
  Secret,
  Volume_Source,
  Volume_Source_CSIVolume_VolumeCapability as Capability,
} from '../../../protocol/generated/mesos.ts';
import type { AppVolume, CsiVolume } from '../../model/app.ts';
import type { RunSpec } from '../../model/run-spec.ts';

type External = Extract<AppVolume, { kind: 'external' }>['external'];

const prefix = 'dvdi/';
const driverOption = 'dvdi/driver';

export function externalSourceOf(external: External, secrets: RunSpec['secrets']): Volume_Source {
  return external.csi === undefined
    ? driverSourceOf(external)
    : csiSourceOf(external.name, external.csi, secrets);
}

/** @compat Options of the provider only, without its prefix; `size` counts more than an option of its name. */
function driverSourceOf({ name, options, size }: External): Volume_Source {
  const driver = options[driverOption];
  const given = { ...options, ...(size === undefined ? {} : { [`${prefix}size`]: String(size) }) };
  const parameter = Object.entries(given)
    .filter(([key]) => key.startsWith(prefix) && key.toLowerCase() !== driverOption)
    .map(([key, value]) => ({ key: key.slice(prefix.length), value: value.trim() }));
  const docker_volume = {
    name,
    ...(driver === undefined ? {} : { driver }),
    ...(parameter.length === 0 ? {} : { driver_options: { parameter } }),
  };
  return { type: 'DOCKER_VOLUME', docker_volume };
}

/** The volume is there already: nothing is made for the app. */
function csiSourceOf(
  volume_id: string,
  { pluginName, capability, nodeStageSecret, nodePublishSecret, volumeContext }: CsiVolume,
  secrets: RunSpec['secrets'],
): Volume_Source {
  const static_provisioning = {
    volume_id,
    volume_capability: capabilityOf(capability),
    node_stage_secrets: secretsOf(nodeStageSecret, secrets),
    node_publish_secrets: secretsOf(nodePublishSecret, secrets),
    volume_context: { ...volumeContext },
  };
  return { type: 'CSI_VOLUME', csi_volume: { plugin_name: pluginName, static_provisioning } };
}

function capabilityOf({
  accessMode,
  accessType,
  fsType,
  mountFlags,
}: CsiVolume['capability']): Capability {
  const access_mode = { mode: accessMode };
  if (accessType === 'block') return { block: {}, access_mode };
  const flags = mountFlags.length === 0 ? {} : { mount_flags: [...mountFlags] };
  return { mount: { ...(fsType === undefined ? {} : { fs_type: fsType }), ...flags }, access_mode };
}

function secretsOf(
  names: Readonly<Record<string, string>>,
  secrets: RunSpec['secrets'],
): Record<string, Secret> {
  const entries = Object.entries(names).map(([key, name]) => [key, secretOf(name, secrets)]);
  return Object.fromEntries(entries) as Record<string, Secret>;
}

/** By its source, where the definition names one. */
export function secretOf(name: string, secrets: RunSpec['secrets']): Secret {
  const source = secrets[name]?.source ?? name;
  return { type: 'REFERENCE', reference: { name: source } };
}
