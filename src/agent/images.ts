/** The images of an agent, as its flags want them: where from, where they are kept, who removes them. */
import { resolve } from 'node:path';
import { ArchiveSource } from '../containers/images/archive-source.ts';
import { chooseBackend } from '../containers/images/backends.ts';
import { collectImages, readImageGc } from '../containers/images/image-gc.ts';
import { ImageStore } from '../containers/images/image-store.ts';
import { machinePlatform } from '../containers/images/manifest.ts';
import { Provisioner } from '../containers/images/provisioner.ts';
import { findImagesObstacle } from '../containers/images/requirements.ts';
import { RegistrySource } from '../containers/images/registry-source.ts';
import { readLogins } from '../containers/registry-logins.ts';
import type { Clock } from '../foundation/clock.ts';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import type { Proxies } from '../foundation/http/proxies.ts';
import type { Log } from '../foundation/log.ts';
import { unwrap } from '../foundation/result.ts';
import type { AgentFlags } from './flags.ts';

export interface AgentImages {
  readonly provisioner: Provisioner;
  /** Names of images that are never removed. */
  readonly kept: readonly string[];
  stop(): void;
}

export interface ImagesParts {
  /** Absolute. */
  readonly workDirectory: string;
  /** As `makeStoreDirectory` has made it. */
  readonly storeDirectory: string | undefined;
  /** Between this machine and registries. */
  readonly proxies: Proxies;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Made if missing; no two agents must have the same, because one would remove what the other uses. Undefined: this
 * agent takes no images. @throws Error with a sentence for the operator
 */
export function makeStoreDirectory(values: AgentFlags): string | undefined {
  if ((values.image_providers ?? []).length === 0) return undefined;
  const directory = resolve(values.docker_store_dir);
  unwrap(makeOwnDirectory(directory, { flag: '--docker_store_dir', checksEntries: true }));
  return directory;
}

/** Undefined: this agent takes no images. @throws Error with a sentence for the operator */
export function makeImages(values: AgentFlags, parts: ImagesParts): AgentImages | undefined {
  const { workDirectory, storeDirectory: directory, clock, log } = parts;
  if (directory === undefined) return undefined;
  const obstacle = findImagesObstacle();
  if (obstacle !== undefined) {
    throw new Error(
      `Invalid value '${values.image_providers?.join()}' for --image_providers: ${obstacle}`,
    );
  }
  const asked = values.image_provisioner_backend;
  const backend = chooseBackend(asked, { workDirectory, storeDirectory: directory });
  if (!backend.ok)
    throw new Error(`Invalid value '${asked}' for --image_provisioner_backend: ${backend.error}`);
  log.info(`Root file systems of containers are made by '${backend.value}'`);
  const platform = machinePlatform();
  const registry = values.docker_registry;
  const source = registry.startsWith('/')
    ? new ArchiveSource(registry, platform)
    : new RegistrySource(registry, platform, parts.proxies);
  const store = new ImageStore({ directory, source, log });
  const logins = unwrap(readLogins(values.docker_config ?? {}));
  const provisioner = new Provisioner({
    workDirectory,
    store,
    backend: backend.value,
    logins,
    log,
  });
  if (values.image_gc_config === undefined) return { provisioner, kept: [], stop: () => undefined };
  const config = unwrap(readImageGc(values.image_gc_config));
  return {
    provisioner,
    kept: config.kept,
    stop: collectImages({ provisioner, config, clock, log }),
  };
}
