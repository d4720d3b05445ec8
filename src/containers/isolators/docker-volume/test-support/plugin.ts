/** A Docker volume plugin, for the real dvdcli: its volumes are in memory, below a home of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';

/** Where dvdcli and Docker look for plugins. */
const socketsDirectory = '/run/docker/plugins';

interface Asked {
  readonly Name?: string;
  readonly Opts?: Readonly<Record<string, string>>;
}

export class VolumePlugin {
  /** What it was asked: the verb, the volume, options. */
  readonly calls: string[] = [];
  readonly name: string;
  readonly #home: string;
  readonly #volumes = new Set<string>();
  readonly #server: Server;

  constructor(name: string, home: string) {
    this.name = name;
    this.#home = home;
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const verb = (request.url ?? '').replace(/^.*\./u, '');
        response.end(
          JSON.stringify(this.#answer(verb, text === '' ? {} : (JSON.parse(text) as Asked))),
        );
      });
    });
  }

  async start(): Promise<void> {
    mkdirSync(socketsDirectory, { recursive: true });
    rmSync(this.#socket, { force: true });
    await new Promise<void>((resolve) => this.#server.listen(this.#socket, resolve));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#socket, { force: true });
  }

  get #socket(): string {
    return join(socketsDirectory, `${this.name}.sock`);
  }

  #answer(verb: string, { Name = '', Opts }: Asked): object {
    if (verb === 'Activate') return { Implements: ['VolumeDriver'] };
    const options = Object.entries(Opts ?? {}).map(([name, value]) => ` ${name}=${value}`);
    this.calls.push(`${verb} ${Name}${options.join('')}`);
    const Mountpoint = join(this.#home, Name);
    switch (verb) {
      case 'Create':
        this.#volumes.add(Name);
        return { Err: '' };
      case 'Get':
        return this.#volumes.has(Name) ? { Volume: { Name }, Err: '' } : { Err: 'no such volume' };
      case 'Mount':
        if (Name === 'full') return { Err: 'the disk is full' };
        mkdirSync(Mountpoint, { recursive: true });
        spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', Mountpoint]);
        return { Mountpoint, Err: '' };
      case 'Unmount':
        return { Err: spawnSync('umount', [Mountpoint]).stderr.toString() };
      default:
        return { Err: `${verb} is not known` };
    }
  }
}
