/** Images of appc made by a test. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeTar } from './pretend-images.ts';
import type { Entry, Packing } from './pretend-images.ts';

export interface PretendAci {
  readonly id: string;
  readonly bytes: Buffer;
}

export interface PretendAciOptions {
  readonly packing?: Packing;
  /** In the place of the whole archive. */
  readonly archive?: readonly Entry[];
}

const ownArch = { x64: 'amd64', arm64: 'aarch64' }[process.arch as string] ?? process.arch;

/** As the machine's own images have them. */
export const ownLabels = [
  { name: 'os', value: 'linux' },
  { name: 'arch', value: ownArch },
];

/** How the file of an image for this machine is called. */
export function aciName(name: string, version = 'latest'): string {
  return `${name}-${version}-linux-${ownArch}.aci`;
}

/** `entries`: of the root file system, without its name in front. */
export async function makeAci(
  manifest: object,
  entries: readonly Entry[],
  { packing = gzipSync, archive }: PretendAciOptions = {},
): Promise<PretendAci> {
  const whole = { acKind: 'ImageManifest', acVersion: '0.8.11', labels: ownLabels, ...manifest };
  const plain = await makeTar(
    archive ?? [
      { name: 'manifest', text: JSON.stringify(whole) },
      { name: 'rootfs', type: 'directory', mode: 0o755 },
      ...entries.map(inRootfs),
    ],
  );
  return {
    id: `sha512-${createHash('sha512').update(plain).digest('hex')}`,
    bytes: packing(plain),
  };
}

function inRootfs(entry: Entry): Entry {
  const name = `rootfs/${entry.name}`;
  return entry.type === 'link'
    ? { ...entry, name, linkname: `rootfs/${entry.linkname}` }
    : { ...entry, name };
}

/** Puts it where simple discovery looks. */
export function saveAci(directory: string, file: string, { bytes }: PretendAci): void {
  const path = join(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

export interface AciServer {
  /** Without a "/" at the end. */
  readonly address: string;
  /** How often it was asked for anything. */
  readonly asked: () => number;
  readonly stop: () => void;
}

/** Serves the files below `directory`; `hold`: sends the first half of them, and then nothing. */
export function serveAcis(directory: string, hold = (): boolean => false): Promise<AciServer> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    const path = join(directory, request.url!);
    if (!existsSync(path)) return void response.writeHead(404).end();
    const bytes = readFileSync(path);
    if (hold()) response.write(bytes.subarray(0, bytes.length / 2));
    else response.end(bytes);
  });
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      resolve({ address, asked: () => asked, stop });
    });
  });
}
