/** The images of an agent, as its flags want them: where from, where they are kept, who removes them. */
import { resolve } from 'node:path';
import { AppcImages } from '../containers/images/appc/appc-images.ts';
import { AppcSource } from '../containers/images/appc/appc-source.ts';
import { AppcStore } from '../containers/images/appc/appc-store.ts';
import { SimpleDiscovery } from '../containers/images/appc/discovery.ts';
import { ArchiveSource } from '../containers/images/archive-source.ts';
import { chooseBackend } from '../containers/images/backends.ts';
import type { BackendName } from '../containers/images/backends.ts';
import { DockerImages } from '../containers/images/docker-images.ts';
import { collectImages, readImageGc } from '../containers/images/image-gc.ts';
import { ImageStore } from '../containers/images/image-store.ts';
import { machinePlatform } from '../containers/images/manifest.ts';
import type { ImageProvider } from '../containers/images/provider.ts';
import { Provisioner } from '../containers/images/provisioner.ts';
import { findImagesObstacle } from '../containers/images/requirements.ts';
import { RegistrySource } from '../containers/images/registry-source.ts';
import { StoreDirectory } from '../containers/images/store-directory.ts';
import { readLogins } from '../containers/registry-logins.ts';
import type { Clock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import type { Proxies } from '../foundation/http/proxies.ts';
import type { Log } from '../foundation/log.ts';
import { unwrap } from '../foundation/result.ts';
import type { Image } from '../protocol/generated/mesos.ts';
import type { AgentFlags } from './flags.ts';
import { imageProvidersOf } from './image-providers.ts';

export interface AgentImages {
  readonly provisioner: Provisioner;
  /** Images that are never removed. */
  readonly kept: readonly Image[];
  stop(): void;
}

/** Where the stores are; a format that this agent does not take has none. */
export type StoreDirectories = Partial<Record<'docker_store_dir' | 'appc_store_dir', string>>;

export interface ImagesParts {
  /** Absolute. */
  readonly workDirectory: string;
  /** As `makeStoreDirectories` has made them. */
  readonly storeDirectories: StoreDirectories;
  /** Between this machine and registries. */
  readonly proxies: Proxies;
  readonly clock: Clock;
  readonly log: Log;
}

const storeFlags = { DOCKER: 'docker_store_dir', APPC: 'appc_store_dir' } as const;

/**
 * Made if missing; no two agents must have the same, because one would remove what the other uses.
 * @throws Error with a sentence for the operator
 */
export function makeStoreDirectories(values: AgentFlags): StoreDirectories {
  const directories: StoreDirectories = {};
  for (const provider of imageProvidersOf(values)) {
    const flag = storeFlags[provider];
    const directory = resolve(values[flag]);
    unwrap(makeOwnDirectory(directory, { flag: `--${flag}`, checksEntries: true }));
    directories[flag] = directory;
  }
  return directories;
}

/** Undefined: this agent takes no images. @throws Error with a sentence for the operator */
export function makeImages(values: AgentFlags, parts: ImagesParts): AgentImages | undefined {
  const { workDirectory, storeDirectories, clock, log } = parts;
  const directories = Object.values(storeDirectories);
  if (directories.length === 0) return undefined;
  const obstacle = findImagesObstacle();
  if (obstacle !== undefined) {
    throw new Error(
      `Invalid value '${values.image_providers?.join()}' for --image_providers: ${obstacle}`,
    );
  }
  const backend = chooseCommonBackend(values.image_provisioner_backend, workDirectory, directories);
  log.info(`Root file systems of containers are made by '${backend}'`);
  const providers = makeProviders(values, parts);
  const provisioner = new Provisioner({ workDirectory, providers, backend, log });
  if (values.image_gc_config === undefined) return { provisioner, kept: [], stop: () => undefined };
  const config = unwrap(readImageGc(values.image_gc_config));
  return {
    provisioner,
    kept: config.kept,
    stop: collectImages({ provisioner, config, clock, log }),
  };
}

/** The best that works with each of the stores. */
function chooseCommonBackend(
  asked: string | undefined,
  workDirectory: string,
  directories: readonly string[],
): BackendName {
  const chosen = directories.map((storeDirectory) => {
    const backend = chooseBackend(asked, { workDirectory, storeDirectory });
    if (backend.ok) return backend.value;
    throw new Error(`Invalid value '${asked}' for --image_provisioner_backend: ${backend.error}`);
  });
  return chosen.includes('copy') ? 'copy' : 'overlay';
}

function makeProviders(values: AgentFlags, parts: ImagesParts): readonly ImageProvider[] {
  const { docker_store_dir: docker, appc_store_dir: appc } = parts.storeDirectories;
  return [
    ...(docker === undefined ? [] : [makeDocker(values, docker, parts)]),
    ...(appc === undefined ? [] : [makeAppc(values, appc, parts)]),
  ];
}

function makeDocker(
  values: AgentFlags,
  directory: string,
  { proxies, log }: ImagesParts,
): ImageProvider {
  const platform = machinePlatform();
  const registry = values.docker_registry;
  const source = registry.startsWith('/')
    ? new ArchiveSource(registry, platform)
    : new RegistrySource(registry, platform, proxies);
  const store = new ImageStore({ directory: new StoreDirectory(directory), source, log });
  return new DockerImages(store, unwrap(readLogins(values.docker_config ?? {})));
}

function makeAppc(values: AgentFlags, path: string, { proxies, log }: ImagesParts): ImageProvider {
  const platform = machinePlatform();
  const directory = new AppcStore(path);
  const discovery = new SimpleDiscovery({
    prefix: values.appc_simple_discovery_uri_prefix,
    stallTimeoutMs: values.fetcher_stall_timeout,
    hadoopHome: values.hadoop_home,
    proxies,
  });
  const source = new AppcSource({ store: directory, discovery, platform });
  return new AppcImages(new ImageStore({ directory, source, log }), platform);
}
