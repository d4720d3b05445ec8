/** An image of a static busybox, from the machine's: the smallest in which commands run. */
import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { makeImage, makeTar } from './pretend-images.ts';
import type { Entry, PretendImage, PretendImageOptions } from './pretend-images.ts';

const busybox = '/bin/busybox';

/** Why there can be none; undefined: there can. */
export function findBusyboxObstacle(): string | undefined {
  const wayOut = 'install busybox-static';
  if (!existsSync(busybox)) return `no busybox on this machine; ${wayOut}`;
  try {
    const said = execFileSync('ldd', [busybox], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return said.includes('=>') ? `busybox of this machine is not static; ${wayOut}` : undefined;
  } catch {
    return undefined; // ldd says so of what is static
  }
}

const applets =
  'sh cat echo ls id touch sleep stat env pwd mount grep test head wc rm readlink mkdir'.split(' ');

export function busyboxLayer(more: readonly Entry[] = []): Promise<Buffer> {
  return makeTar(busyboxFiles(more));
}

export function busyboxFiles(more: readonly Entry[] = []): readonly Entry[] {
  const executable = { mode: 0o755 };
  return [
    { name: './', type: 'directory', mode: 0o755 },
    { name: 'bin', type: 'directory', mode: 0o755 },
    { name: 'bin/busybox', text: readFileSync(busybox) as unknown as string, ...executable },
    ...applets.map((name): Entry => ({
      name: `bin/${name}`,
      type: 'link',
      linkname: 'bin/busybox',
      ...executable,
    })),
    { name: 'tmp', type: 'directory', mode: 0o1777 },
    {
      name: 'etc/passwd',
      text: 'root:x:0:0::/:/bin/sh\nguest:x:1234:5678::/:/bin/sh\n',
      mode: 0o644,
    },
    ...more,
  ];
}

export async function busyboxImage(
  options?: PretendImageOptions,
  more?: readonly Entry[],
): Promise<PretendImage> {
  return makeImage([await busyboxLayer(more)], options);
}
