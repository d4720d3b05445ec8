/**
 * What is known of each container that was found after a restart of the agent, on disk or among the
 * living supervisors. The two witnesses may disagree. A supervisor that lives is right, whatever
 * became of the files; a file that is missing or torn says nothing. Without a supervisor and without
 * a status nothing is left to wait for: what still runs is ended before the end is told.
 */
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerIdOf, containerKey, rootContainerId } from '../container-id.ts';
import type { KnownContainer } from '../containerizer.ts';
import type { Survivor } from '../life/launcher.ts';
import type { ContainerRecord } from '../life/record.ts';
import type { LivingSupervisor } from './living-supervisors.ts';
import type { ContainerRoot } from './process-tree.ts';
import type { FoundContainer, RunningContainer } from './runtime-directory.ts';

export interface Candidate extends Survivor, RunningContainer {
  /** Its directory says less than is known of it. */
  readonly isDamaged: boolean;
}

/** What was found; of tasks that had not begun nothing is in here. */
export interface Survey {
  readonly found: readonly FoundContainer[];
  readonly supervisors: ReadonlyMap<string, LivingSupervisor>;
  /** Is this supervisor, of which only the disk knows, alive? For systems without /proc. */
  readonly isAlive: (supervisor: ContainerRoot) => boolean;
  /** The first process of a container whose supervisor lives. */
  readonly findTask: (supervisor: LivingSupervisor) => ContainerRoot | undefined;
  /** "" where the system has none. */
  readonly bootId: string;
}

/** What can be said of a container of which nothing but its place is left: it is to be destroyed. */
const lostRecord: ContainerRecord = {
  bootId: '',
  directory: '',
  resources: [],
  isDebug: false,
  isStandalone: false,
  hasProcess: true,
};

/** Outer containers before inner ones. */
export function findCandidates(
  expected: readonly KnownContainer[],
  survey: Survey,
): readonly Candidate[] {
  const known = new Map(expected.map((one) => [containerKey(one.id), one]));
  const found = new Map(survey.found.map((one) => [containerKey(one.id), one]));
  const keys = new Set([...found.keys(), ...survey.supervisors.keys()]);
  for (const key of [...keys]) {
    // The root of a pod has no process that could be found when its files are lost.
    const rootKey = containerKey(rootContainerId(containerIdOf(key)));
    if (known.has(rootKey)) keys.add(rootKey);
  }
  const depth = (key: string): number => key.split('.').length;
  return [...keys]
    .toSorted((left, right) => depth(left) - depth(right))
    .map((key) => candidateOf(containerIdOf(key), { found: found.get(key), known, survey }));
}

function candidateOf(
  id: ContainerID,
  {
    found,
    known,
    survey,
  }: {
    readonly found: FoundContainer | undefined;
    readonly known: ReadonlyMap<string, KnownContainer>;
    readonly survey: Survey;
  },
): Candidate {
  const key = containerKey(id);
  const living = survey.supervisors.get(key);
  const record = recordOf(key, { found, living, known, bootId: survey.bootId });
  const isOfThisBoot = record.bootId === survey.bootId;
  const noted = isOfThisBoot ? found?.supervisor : undefined;
  const supervisor = living ?? (noted !== undefined && survey.isAlive(noted) ? noted : undefined);
  const root =
    living === undefined ? rootOf(found, record, survey.bootId) : survey.findTask(living);
  const hasEnded = found?.status !== undefined || record.termination !== undefined;
  const isThere = record.hasProcess ? supervisor !== undefined : isOfThisBoot;
  const isDamaged =
    found?.record === undefined ||
    (living !== undefined && (found.supervisor?.pid !== living.pid || !found.hasRun));
  const isSupervised = supervisor !== undefined;
  const processes = { root, supervisor, pid: root?.pid };
  return { id, record, ...processes, isDamaged, isSupervised, isRunning: isThere && !hasEnded };
}

/**
 * Pids of before a reboot mean nothing, or worse, somebody else; so does one without a start time
 * when nobody knows of which boot it is.
 */
function rootOf(
  found: FoundContainer | undefined,
  record: ContainerRecord,
  bootId: string,
): ContainerRoot | undefined {
  if (found?.root === undefined || record.bootId !== bootId) return undefined;
  const isSure = found.record?.bootId === bootId || found.root.startTime !== '';
  return isSure ? found.root : undefined;
}

/** The newest that is still there; one whose boot was not noted counts as of this boot. */
function recordOf(
  key: string,
  {
    found,
    living,
    known,
    bootId,
  }: {
    readonly found: FoundContainer | undefined;
    readonly living: LivingSupervisor | undefined;
    readonly known: ReadonlyMap<string, KnownContainer>;
    readonly bootId: string;
  },
): ContainerRecord {
  const record = found?.record ?? living?.record ?? recordOfKnown(known.get(key)) ?? lostRecord;
  const isOfThisBoot = living !== undefined || record.bootId === '';
  return isOfThisBoot ? { ...record, bootId } : record;
}

function recordOfKnown(known: KnownContainer | undefined): ContainerRecord | undefined {
  if (known === undefined) return undefined;
  const { directory, resources, hasProcess } = known;
  return { ...lostRecord, directory, resources, hasProcess };
}
