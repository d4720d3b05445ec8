/**
 * Sandboxes in the files API. They come and go with executors and stay on disk for days after, so
 * nothing is attached or detached: a path of the right shape is a sandbox.
 *
 *     /frameworks/<id>/executors/<id>/runs/latest/...              by the ids people know
 *     <work_dir>/slaves/<id>/frameworks/.../runs/<container>/...   by the path that /state shows
 *     <work_dir>/containers/<id>/...                               standalone containers
 */
import type { FileSource } from '../../files/index.ts';
import type { ExecutorId, FrameworkId } from '../../protocol/ids.ts';
import type { Demand } from '../../security/authorization.ts';
import type { Agent } from '../core/agent.ts';
import type { ExecutorRecord, FrameworkRecord } from '../core/state.ts';

const virtualShape = /^\/frameworks\/([^/]+)\/executors\/([^/]+)\/runs\/latest(\/.*)?$/;
const runShape = /^\/slaves\/[^/]+\/frameworks\/[^/]+\/executors\/[^/]+\/runs\/[^/]+/;
const standaloneShape = /^\/containers\/[^/]+/;

export function sandboxSource(agent: Agent, workDir: string): FileSource {
  return {
    find: (path) => {
      const [, frameworkId, executorId, rest = ''] = virtualShape.exec(path) ?? [];
      if (frameworkId !== undefined && executorId !== undefined) {
        const executor = findLatestRun(agent, frameworkId, executorId);
        return (
          executor && { realPath: executor.directory, rest, demand: demandFor(agent, executor) }
        );
      }
      return findByRealPath(agent, workDir, path);
    },
    list: () => listSandboxes(agent),
  };
}

function findByRealPath(
  agent: Agent,
  workDir: string,
  path: string,
): ReturnType<FileSource['find']> {
  if (!path.startsWith(`${workDir}/`)) return undefined;
  const below = path.slice(workDir.length);
  const [run] = runShape.exec(below) ?? standaloneShape.exec(below) ?? [];
  if (run === undefined) return undefined;
  const [, , , , frameworkId = '', , executorId = ''] = run.split('/');
  const executor = findLatestRun(agent, frameworkId, executorId);
  const demand = demandFor(agent, executor);
  return { realPath: workDir + run, rest: below.slice(run.length), demand };
}

/** Of whom an agent knows nothing any more, it is the sandbox of somebody. */
function demandFor(agent: Agent, executor: ExecutorRecord | undefined): Demand {
  if (executor === undefined) return { action: 'ACCESS_SANDBOX' };
  const { frameworkId, info: executorInfo } = executor;
  const framework = findFramework(agent, frameworkId);
  const object = { executorInfo, ...(framework && { frameworkInfo: framework.info }) };
  return { action: 'ACCESS_SANDBOX', object };
}

function findLatestRun(
  agent: Agent,
  frameworkId: FrameworkId,
  executorId: ExecutorId,
): ExecutorRecord | undefined {
  const framework = findFramework(agent, frameworkId);
  return (
    framework?.executors.get(executorId) ??
    framework?.completedExecutors.findLast(({ id }) => id === executorId)
  );
}

function findFramework(
  { core: { state } }: Agent,
  frameworkId: FrameworkId,
): FrameworkRecord | undefined {
  return (
    state.frameworks.get(frameworkId) ??
    state.completedFrameworks.findLast(({ id }) => id === frameworkId)
  );
}

function* listSandboxes({ core: { state } }: Agent): Iterable<readonly [string, string]> {
  const frameworks: FrameworkRecord[] = [
    ...state.frameworks.values(),
    ...state.completedFrameworks,
  ];
  for (const framework of frameworks) {
    for (const executor of [...framework.executors.values(), ...framework.completedExecutors]) {
      const { directory } = executor;
      const runs = directory.slice(0, directory.lastIndexOf('/'));
      yield [`/frameworks/${framework.id}/executors/${executor.id}/runs/latest`, directory];
      yield [`${runs}/latest`, directory];
      yield [directory, directory];
    }
  }
}
