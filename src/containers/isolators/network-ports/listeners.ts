/**
 * Who listens on which port of this network namespace: the kernel's table of sockets says which ports, the
 * descriptors of a process which sockets. @compat IPv4 only.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** LISTEN, as the kernel numbers states. */
const listening = '0A';

/** Port by the inode of its socket. */
export function portsOfTable(text: string): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  for (const line of text.split('\n').slice(1)) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/u);
    if (state !== listening || local === undefined || inode === undefined) continue;
    ports.set(inode, Number.parseInt(local.split(':')[1]!, 16));
  }
  return ports;
}

/** `root`: below it is /proc. */
export async function readListeners(root: string): Promise<ReadonlyMap<string, number>> {
  return portsOfTable(await readFile(join(root, 'proc/net/tcp'), 'latin1'));
}

/** Ports that this process listens on; one that has ended meanwhile listens on none. */
export async function portsOfProcess(
  root: string,
  pid: number,
  listeners: ReadonlyMap<string, number>,
): Promise<readonly number[]> {
  const directory = join(root, `proc/${pid}/fd`);
  const ports: number[] = [];
  for (const name of await readdir(directory).catch(() => [])) {
    const target = await readlink(join(directory, name)).catch(() => '');
    const port = listeners.get(/^socket:\[(\d+)\]$/u.exec(target)?.[1] ?? '');
    if (port !== undefined) ports.push(port);
  }
  return ports;
}
