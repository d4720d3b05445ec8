/**
 * What must be known of the networks of a container as long as it lives, and until all of them are given
 * back, on disk where Mesos has it:
 *
 *     <root>/<container>/ns                                the network namespace, bound
 *     <root>/<container>/hostname, hosts, resolv.conf      as they are in the container
 *     <root>/<container>/<network>/network.conf            what the plugins are told
 *     <root>/<container>/<network>/<interface>/network.info   what they answered
 *
 * `network.conf` is durable before a plugin is called for the first time.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NetworkInfo } from '../../../protocol/generated/mesos.ts';
import { unbind } from '../bound-mounts.ts';
import type { CniNetwork, Json, PluginConfig } from './networks.ts';

export interface JoinedNetwork {
  readonly network: CniNetwork;
  readonly interfaceName: string;
  /** "" until the plugins have answered. */
  readonly resultText: string;
}

export class CniState {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  keys(): readonly string[] {
    return existsSync(this.root) ? readdirSync(this.root) : [];
  }

  has(key: string): boolean {
    return existsSync(join(this.root, key));
  }

  namespacePath(key: string): string {
    return join(this.root, key, 'ns');
  }

  filePath(key: string, name: string): string {
    return join(this.root, key, name);
  }

  async write(key: string, name: string, text: string): Promise<void> {
    await writeDurably(this.filePath(key, name), text);
  }

  async writeNetwork(key: string, { network, interfaceName }: JoinedNetwork): Promise<void> {
    await mkdir(join(this.root, key, network.name, interfaceName), { recursive: true });
    await this.write(key, `${network.name}/network.conf`, JSON.stringify(network));
  }

  async writeResult(key: string, joined: JoinedNetwork): Promise<void> {
    const { network, interfaceName, resultText } = joined;
    await this.write(key, `${network.name}/${interfaceName}/network.info`, resultText);
  }

  /** In the order of their interfaces; those for which no plugin was called are left out. */
  networks(key: string): readonly JoinedNetwork[] {
    const found = foldersIn(join(this.root, key)).flatMap((name) => this.#read(key, name));
    const index = ({ interfaceName }: JoinedNetwork): number => Number(interfaceName.slice(3));
    return found.toSorted((a, b) => index(a) - index(b));
  }

  #read(key: string, name: string): readonly JoinedNetwork[] {
    const home = join(this.root, key, name);
    const text = textOf(join(home, 'network.conf'));
    if (text === '') return [];
    const network = JSON.parse(text) as CniNetwork;
    return foldersIn(home).map((interfaceName) => {
      const resultText = textOf(join(home, interfaceName, 'network.info'));
      return { network, interfaceName, resultText };
    });
  }

  hostname(key: string): string {
    return textOf(this.filePath(key, 'hostname'));
  }

  async remove(key: string): Promise<void> {
    await unbind(this.namespacePath(key));
    await rm(join(this.root, key), { recursive: true, force: true });
  }
}

/** What the framework asked for: it is among what the plugins are told. */
export function infoOf({ plugins }: CniNetwork): NetworkInfo {
  const mesos = ((plugins[0] as PluginConfig)['args'] as Json)['org.apache.mesos'];
  return (mesos as Json)['network_info'] as NetworkInfo;
}

function foldersIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function writeDurably(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(temporary, 'w', 0o644);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
