/**
 * What a container finds where it runs, on the machine or in an image: the words to start a shell, its
 * first script, where its command starts; and what of all that has to be mounted, by whom.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerKey } from '../container-id.ts';
import type { OciMount } from '../isolators/isolator.ts';
import type { StartRequest } from '../life/launcher.ts';
import type { UserIds } from '../life/users.ts';
import { imageMounts } from './image-mounts.ts';
import { findImageSurroundings } from './image-surroundings.ts';
import type { ImageSurroundings } from './image-surroundings.ts';
import { runtimeInside, terminalInside } from '../image-tools.ts';
import type { ImageTools } from '../image-tools.ts';
import { prepareMounts } from './preparing.ts';
import type { Preparing } from './preparing.ts';
import type { LinuxTools } from './requirements.ts';

export interface Surroundings extends ImageSurroundings {
  /** Of whose mount namespace the container's is a copy. */
  readonly namespaceOf: number | undefined;
  readonly isRootThere: boolean;
}

export interface SurroundingsParts {
  readonly tools: LinuxTools;
  /** Path of the script that every container on the machine begins with. */
  readonly script: string;
  readonly imageTools: ImageTools;
  /** conmon of a container, which holds its mount namespace. */
  readonly findConmonOf: (owner: ContainerID) => Promise<number | undefined>;
}

/** Whom the task runs as; undefined: as the agent. */
export function userOf({ switchTo, prepared }: StartRequest): UserIds | undefined {
  const wanted = switchTo ?? prepared.user;
  return wanted?.uid === 0 && prepared.user !== undefined ? undefined : wanted;
}

export async function findSurroundings(
  { id, prepared, places }: StartRequest,
  { tools, script, imageTools, findConmonOf }: SurroundingsParts,
): Promise<Result<Surroundings>> {
  const { root } = prepared;
  if (root === undefined) {
    const directory = prepared.workingDirectory ?? places.start.shownPath;
    const variables = { AP_DIRECTORY: directory, AP_SHELL: '/bin/sh', AP_TOOLS: '' };
    const onMachine = { shell: ['/bin/sh'], script, variables, namespaceOf: undefined };
    return ok({ ...onMachine, tools, directory, isRootThere: false });
  }
  const inImage = await findImageSurroundings(imageTools, {
    ...{ tools, wrappers: prepared.wrappers },
    directory: prepared.workingDirectory ?? root.sandboxPath,
  });
  if (!inImage.ok) return inImage;
  const isOwn = containerKey(root.owner) === containerKey(id);
  if (isOwn || root.filesystem.kind !== 'overlay') {
    return ok({ ...inImage.value, namespaceOf: undefined, isRootThere: false });
  }
  // Laid over each other once, layers are not to be so a second time: where it is, it is joined.
  const namespaceOf = await findConmonOf(root.owner);
  if (namespaceOf !== undefined) return ok({ ...inImage.value, namespaceOf, isRootThere: true });
  return failure(
    'the root file system of the container around it cannot be reached any more: its conmon is gone',
  );
}

/** What the container is told of where it runs. */
export interface Inside {
  readonly runtimePath: string;
  /** Path of the terminal that the task is to open. */
  readonly terminal: string | undefined;
  readonly cwd: string;
  readonly mounts: readonly OciMount[];
}

export interface ArrangementParts {
  readonly runtimePath: string;
  /** Where the root is to be. */
  readonly rootfs: string;
  readonly imageTools: ImageTools;
  readonly cgroupsVersion: 1 | 2;
}

export async function arrange(
  request: StartRequest,
  { directory, isRootThere }: Surroundings,
  { runtimePath, rootfs, imageTools, cgroupsVersion }: ArrangementParts,
): Promise<{ readonly inside: Inside; readonly preparing: Preparing }> {
  const { prepared } = request;
  const { root } = prepared;
  const own = root === undefined ? [] : [await sandboxMount(request, root.sandboxPath)];
  const preparing = await prepareMounts({
    prepared: { ...prepared, mounts: [...own, ...prepared.mounts] },
    ...{ runtimePath, rootfs, isRootThere, root: root?.filesystem },
    owner: userOf(request) ?? { uid: 0, gid: 0 },
  });
  const { terminal } = request.places;
  if (root === undefined) {
    return { preparing, inside: { runtimePath, terminal, cwd: '/', mounts: preparing.mounts } };
  }
  const [sandbox, ...others] = preparing.mounts;
  const wanted = terminal === undefined ? others : [...others, terminalMount(terminal)];
  const mounts = imageMounts({
    ...{ tools: imageTools, runtimePath, sandbox: sandbox!, wanted },
    showsCgroups: cgroupsVersion === 1,
  });
  const there = { runtimePath: runtimeInside, terminal: terminal && terminalInside };
  return { preparing, inside: { ...there, cwd: directory, mounts } };
}

/** The container's own /dev/pts has other terminals. */
function terminalMount(source: string): OciMount {
  return { destination: terminalInside, source, type: 'bind', options: ['bind', 'rw'] };
}

/** The sandbox of a nested container is in that of its parent, who could put a link in its place. */
async function sandboxMount({ places }: StartRequest, destination: string): Promise<OciMount> {
  const { dev, ino } = await places.sandbox.stat();
  return {
    ...{ destination, source: places.sandbox.shownPath, type: 'bind' },
    ...{ options: ['rbind', 'rslave', 'rw'], identity: `${dev}:${ino}` },
  };
}
