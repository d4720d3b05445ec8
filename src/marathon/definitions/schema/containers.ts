/** Containers of apps: image, ports, volumes; with the old places of network and port mappings. */
import { z } from 'zod';
import { csiAccessModes } from '../../model/app.ts';
import {
  anyPort,
  labels,
  linuxInfo,
  list,
  name,
  oneOf,
  optional,
  optionalLabels,
  persistentVolume,
  portName,
  pullConfig,
  someText,
  withDefault,
} from './common.ts';

export const protocol = oneOf(['tcp', 'udp', 'udp,tcp']);

const portMapping = z
  .object({
    containerPort: withDefault(anyPort, 0),
    hostPort: optional(anyPort),
    labels: optionalLabels,
    name: optional(portName),
    protocol: withDefault(protocol, 'tcp'),
    servicePort: withDefault(anyPort, 0),
    networkNames: list(name),
  })
  .meta({ id: 'PortMapping' });

const docker = z.object({
  credential: optional(z.object({ principal: z.string(), secret: optional(z.string()) })),
  pullConfig: optional(pullConfig),
  forcePullImage: withDefault(z.boolean(), false),
  image: someText,
  network: optional(oneOf(['BRIDGE', 'HOST', 'NONE', 'USER']), { deprecated: true }),
  parameters: list(z.object({ key: someText, value: z.string() })),
  portMappings: optional(z.array(portMapping), { deprecated: true }),
  privileged: withDefault(z.boolean(), false),
});

const appc = z.object({
  image: someText,
  id: optional(z.string()),
  labels: optionalLabels,
  forcePullImage: withDefault(z.boolean(), false),
});

const mode = oneOf(['RO', 'RW']);
const containerPath = someText;

const dvdiVolume = z
  .object({
    size: optional(z.int().min(0), { description: 'GiB' }),
    name: optional(z.string()),
    provider: optional(z.string()),
    options: withDefault(labels, {}),
    shared: withDefault(z.boolean(), false),
  })
  .transform((external) => ({ ...external, csi: undefined }));

const csiVolume = z
  .object({
    name: z.string(),
    provider: z.literal('csi'),
    options: z.object({
      pluginName: someText,
      capability: z.object({
        accessMode: z.enum(csiAccessModes),
        accessType: z.enum(['block', 'mount']),
        fsType: optional(z.string()),
        mountFlags: list(z.string()),
      }),
      nodeStageSecret: optionalLabels,
      nodePublishSecret: optionalLabels,
      volumeContext: optionalLabels,
    }),
  })
  .transform(({ name, provider, options: csi }) => ({
    name,
    provider,
    size: undefined,
    options: {} as Record<string, string>,
    shared: false,
    csi,
  }));

const persistentAppVolume = z.object({ containerPath, persistent: persistentVolume, mode });
const externalAppVolume = z.object({
  containerPath,
  external: z.union([dvdiVolume, csiVolume]),
  mode,
});
const secretAppVolume = z.object({ containerPath, secret: someText });
const hostAppVolume = z.object({ containerPath, hostPath: someText, mode });

const appVolume = z
  .union([persistentAppVolume, externalAppVolume, secretAppVolume, hostAppVolume])
  .meta({ id: 'AppVolume' });

export const container = z
  .object({
    type: withDefault(oneOf(['MESOS', 'DOCKER']), 'DOCKER'),
    docker: optional(docker),
    appc: optional(appc, { deprecated: true }),
    linuxInfo: optional(linuxInfo),
    volumes: list(appVolume),
    portMappings: optional(z.array(portMapping)),
  })
  .meta({ id: 'Container' });

export type ContainerJson = z.output<typeof container>;
export type DockerJson = z.output<typeof docker>;
export type PortMappingJson = z.output<typeof portMapping>;
export type AppVolumeJson = z.output<typeof appVolume>;
export type ExternalVolumeJson = z.output<typeof externalAppVolume>;
