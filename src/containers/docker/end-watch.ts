/**
 * How a container's end is heard of. The engine tells it, also after it was restarted; when it is dead,
 * or has missed the end, the first process of the container is gone for a while and nobody knows why.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ContainerRoot } from '../posix/process-tree.ts';
import type { DockerEngine, Inspection } from './engine/engine.ts';
import { isRunning } from './processes.ts';

export interface End {
  /** Undefined: nobody knows. */
  readonly exitCode: number | undefined;
  readonly isOutOfMemory: boolean;
}

/** Between two questions to an engine that does not answer, and two looks at a process. */
const retryMs = 1000;
const lookMs = 5000;
/** @compat So long Mesos waits for an engine that has not noticed that the process is gone. */
const missedEndMs = 60_000;
/** The same when the agent has killed it itself, because the engine did not. */
const killedEndMs = 10_000;

export interface Watched {
  readonly dockerId: string;
  /** Its first process, while it is known. */
  readonly process: ContainerRoot | undefined;
  /** The agent wants it dead. */
  readonly isDestroyed: boolean;
  /** It was started again, by its restart policy. */
  onRestarted(inspection: Inspection): void;
}

export async function awaitEnd(engine: DockerEngine, watched: Watched): Promise<End> {
  const abort = new AbortController();
  const missed = noticeMissedEnd(watched, abort.signal);
  try {
    return await askUntilEnd(engine, watched, missed);
  } finally {
    abort.abort();
  }
}

async function askUntilEnd(
  engine: DockerEngine,
  watched: Watched,
  missed: Promise<boolean>,
): Promise<End> {
  for (;;) {
    const isMissed = await waitOnce(engine, watched, missed);
    const inspected = await engine.inspect(watched.dockerId);
    if (inspected.ok) {
      const end = inspected.value === undefined ? unknownEnd : findEnd(inspected.value.inspection);
      if (end !== undefined) return end;
      if (!isMissed) watched.onRestarted(inspected.value!.inspection);
    }
    if (isMissed) return unknownEnd;
    await Promise.race([pause(retryMs, undefined, { ref: false }), missed]);
  }
}

const unknownEnd: End = { exitCode: undefined, isOutOfMemory: false };

/** Undefined: it runs, or is going to again. */
export function findEnd({ State }: Inspection): End | undefined {
  if (State.Running || State.Restarting) return undefined;
  const { ExitCode, OOMKilled } = State;
  return { exitCode: ExitCode, isOutOfMemory: OOMKilled && ExitCode !== 0 };
}

/** True: the process has been gone for long, and the engine has not said so. */
async function waitOnce(
  engine: DockerEngine,
  { dockerId }: Watched,
  missed: Promise<boolean>,
): Promise<boolean> {
  const abort = new AbortController();
  const told = engine.wait(dockerId, abort.signal).then(() => false);
  const isMissed = await Promise.race([told, missed]);
  abort.abort();
  return isMissed;
}

/** False when it is given up before. */
async function noticeMissedEnd(watched: Watched, signal: AbortSignal): Promise<boolean> {
  let goneSinceMs: number | undefined;
  for (;;) {
    await pause(lookMs, undefined, { ref: false });
    if (signal.aborted) return false;
    const { process } = watched;
    if (process === undefined || isRunning(process)) {
      goneSinceMs = undefined;
      continue;
    }
    goneSinceMs ??= performance.now();
    const patienceMs = watched.isDestroyed ? killedEndMs : missedEndMs;
    if (performance.now() - goneSinceMs >= patienceMs) return true;
  }
}
