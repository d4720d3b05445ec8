/**
 * The orders for a container's mount namespace (preparing-script.ts), and the mounts that the runtime
 * then makes of what lies ready: all of it below the container's runtime directory, where on the
 * machine there are nothing but empty files and directories.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootFilesystem } from '../images/root-filesystem.ts';
import type { OciMount } from '../isolators/isolator.ts';
import type { Prepared } from '../isolators/preparation.ts';

export interface Preparing {
  /** Words for the script, up to what is to be executed. */
  readonly orders: readonly string[];
  /** Bytes of the secrets, one after the other. */
  readonly input: Uint8Array;
  readonly mounts: readonly OciMount[];
}

export interface PreparingRequest {
  readonly prepared: Pick<Prepared, 'mounts' | 'secretFiles' | 'imageVolumes'>;
  readonly runtimePath: string;
  /** Where the root is to be. */
  readonly rootfs: string;
  /** Undefined: the machine's. */
  readonly root: RootFilesystem | undefined;
  /** The root is there: the namespace is a copy of that of the container around it. */
  readonly isRootThere: boolean;
  /** Who may read the secrets. */
  readonly owner: { readonly uid: number; readonly gid: number };
}

export async function prepareMounts(request: PreparingRequest): Promise<Preparing> {
  const { prepared, rootfs, root, isRootThere } = request;
  const below = join(request.runtimePath, 'mounts');
  await mkdir(below, { recursive: true, mode: 0o700 });
  const orders: string[] = [];
  if (root === undefined) orders.push('machine');
  else if (!isRootThere) orders.push(...ordersOf(root, rootfs));
  const images = await Promise.all(
    prepared.imageVolumes.map(async ({ destination, filesystem, isReadOnly }, i) => {
      const at = join(below, `image-${i}`);
      await mkdir(at, { recursive: true });
      orders.push(...ordersOf(filesystem, at));
      const options = ['rbind', isReadOnly ? 'ro' : 'rw'];
      return { destination, source: at, type: 'bind', options };
    }),
  );
  const mounts = await Promise.all(
    prepared.mounts.map(async (mount, i) => {
      if (mount.identity === undefined) return mount;
      const at = join(below, `pin-${i}`);
      await makePoint(at, mount);
      orders.push('pin', mount.source, mount.identity, at);
      const { identity: _identity, isFile: _isFile, ...plain } = mount;
      return { ...plain, source: at };
    }),
  );
  const secrets = await secretMounts(request, join(below, 'secrets'), orders);
  const input = Buffer.concat(prepared.secretFiles.map(({ data }) => data));
  return { orders: [...orders, 'run'], input, mounts: [...mounts, ...images, ...secrets] };
}

function ordersOf(root: RootFilesystem, at: string): readonly string[] {
  switch (root.kind) {
    case 'overlay':
      return ['overlay', root.directory, String(root.layerCount), at];
    case 'directory':
      return ['directory', root.directory, at];
  }
}

async function makePoint(at: string, { isFile = false }: OciMount): Promise<void> {
  if (isFile) await writeFile(at, '');
  else await mkdir(at, { recursive: true });
}

async function secretMounts(
  { prepared: { secretFiles }, owner }: PreparingRequest,
  at: string,
  orders: string[],
): Promise<readonly OciMount[]> {
  if (secretFiles.length === 0) return [];
  await mkdir(at, { recursive: true, mode: 0o700 });
  orders.push('secrets', String(secretFiles.length), at);
  for (const { data } of secretFiles) {
    orders.push(String(data.length), String(owner.uid), String(owner.gid));
  }
  return secretFiles.map(({ destination, isReadOnly }, i) => ({
    ...{ destination, source: join(at, String(i)), type: 'bind' },
    options: ['bind', isReadOnly ? 'ro' : 'rw'],
  }));
}
