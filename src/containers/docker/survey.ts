/**
 * After a restart of the agent: which containers of the engine are whose. By name a container tells its
 * id, by label its agent. Those of another agent of this machine are left alone; those without a label are
 * of a C++ agent that was here before, and are anybody's. What never began is taken away; what ended and
 * is not asked for any more waits for its removal.
 */
import { unwrap } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { rootContainerId } from '../container-id.ts';
import { Slots } from '../slots.ts';
import type { RuntimeDirectory } from '../posix/runtime-directory.ts';
import type { KnownContainer } from '../containerizer.ts';
import { findContainerId, namePrefix, ownerLabel } from './container-name.ts';
import { findEnd } from './end-watch.ts';
import type { DockerEngine, Inspected, Inspection, ListedContainer } from './engine/engine.ts';
import type { ContainerRecord } from '../life/record.ts';
import { endLeftExec, findExec } from './execs.ts';
import type { FoundExec } from './execs.ts';

/** Questions to the engine at a time. */
const concurrentInspections = 16;

export interface SurveyParts {
  readonly engine: DockerEngine;
  readonly runtime: RuntimeDirectory;
  readonly workDirectory: string;
  /** --docker_kill_orphans */
  readonly killsOrphans: boolean;
}

export interface FoundContainer {
  readonly id: ContainerID;
  readonly name: string;
  readonly inspected: Inspected;
  readonly known: KnownContainer | undefined;
}

/** A command that runs in a known container, or did. */
export interface FoundNested {
  readonly id: ContainerID;
  readonly record: ContainerRecord;
  readonly exec: FoundExec;
}

export interface Survey {
  /** Outer ones before inner ones. */
  readonly nested: readonly FoundNested[];
  /** Known ones, and orphans that run and are to be ended. */
  readonly found: readonly FoundContainer[];
  /** Ended, asked for by nobody; when they ended. */
  readonly ended: readonly { readonly name: string; readonly endedAtMs: number }[];
}

/** Rejected when the engine does not answer: nothing can be said of known containers then. */
export async function surveyDocker(
  parts: SurveyParts,
  known: readonly KnownContainer[],
): Promise<Survey> {
  const { engine, workDirectory } = parts;
  const listed = unwrap(await engine.list(namePrefix)).filter(
    ({ labels }) => (labels[ownerLabel] ?? workDirectory) === workDirectory,
  );
  const slots = new Slots(concurrentInspections);
  const looked = await Promise.all(
    listed.map((one) => slots.run(() => inspectListed(parts, one, known))),
  );
  const all = looked.filter((one) => one !== undefined);
  const nested = await sortRecords(parts, all);
  const isWanted = ({ known: asked, inspected: { inspection } }: FoundContainer): boolean =>
    asked !== undefined || (parts.killsOrphans && findEnd(inspection) === undefined);
  const ended = all.filter(
    (one) => one.known === undefined && findEnd(one.inspected.inspection) !== undefined,
  );
  return {
    nested,
    found: all.filter(isWanted),
    ended: ended.map(({ name, inspected: { inspection } }) => ({
      name,
      endedAtMs: endOf(inspection),
    })),
  };
}

/** The engine's time; one that has none ended long ago. */
function endOf({ State }: Inspection): number {
  const at = Date.parse(State.FinishedAt);
  return Number.isFinite(at) ? at : 0;
}

/** Undefined: not one of Mesos', gone meanwhile, or never begun, and then gone by now. */
async function inspectListed(
  { engine }: SurveyParts,
  { id: dockerId, names }: ListedContainer,
  known: readonly KnownContainer[],
): Promise<FoundContainer | undefined> {
  const name = names.find((each) => findContainerId(each) !== undefined);
  if (name === undefined) return undefined;
  const id = { value: findContainerId(name)! };
  const inspected = unwrap(await engine.inspect(dockerId));
  if (inspected === undefined) return undefined;
  if (inspected.inspection.State.Status === 'created') {
    unwrap(await engine.remove(dockerId));
    return undefined;
  }
  return { id, name, inspected, known: known.find((each) => each.id.value === id.value) };
}

/**
 * Records of containers that are gone go; so do debug containers, which end with the agent. What else is
 * nested in a known one lives on.
 */
async function sortRecords(
  { engine, runtime }: SurveyParts,
  all: readonly FoundContainer[],
): Promise<readonly FoundNested[]> {
  const nested: FoundNested[] = [];
  const gone: ContainerID[] = [];
  for (const { id, record } of await runtime.list()) {
    const root = all.find((one) => one.id.value === rootContainerId(id).value);
    if (id.parent === undefined) {
      if (root?.known === undefined) gone.push(id);
      continue;
    }
    const isKept = root?.known !== undefined && record?.isDebug === false;
    const exec = isKept ? await findExec(engine, runtime.pathOf(id)) : undefined;
    if (exec !== undefined) nested.push({ id, record: record!, exec });
    else {
      if (root !== undefined) {
        await endLeftExec(engine, runtime.pathOf(id), root.inspected.inspection.Id);
      }
      gone.push(id);
    }
  }
  for (const id of gone) await runtime.remove(id);
  return nested;
}
