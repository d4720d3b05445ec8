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
import type { AgentCore } from '../core/core.ts';
import type { Executor, Framework } from '../core/state.ts';

const virtualShape = /^\/frameworks\/([^/]+)\/executors\/([^/]+)\/runs\/latest(\/.*)?$/;
const runShape = /^\/slaves\/[^/]+\/frameworks\/[^/]+\/executors\/[^/]+\/runs\/[^/]+/;
const standaloneShape = /^\/containers\/[^/]+/;

export function sandboxSource(core: AgentCore, workDir: string): FileSource {
  return {
    find: (path) => {
      const [, frameworkId, executorId, rest = ''] = virtualShape.exec(path) ?? [];
      if (frameworkId !== undefined && executorId !== undefined) {
        const executor = findLatestRun(core, frameworkId, executorId);
        return executor && { realPath: executor.directory, rest };
      }
      return findByRealPath(workDir, path);
    },
    list: () => listSandboxes(core),
  };
}

function findByRealPath(
  workDir: string,
  path: string,
): { realPath: string; rest: string } | undefined {
  if (!path.startsWith(`${workDir}/`)) return undefined;
  const below = path.slice(workDir.length);
  const [run] = runShape.exec(below) ?? standaloneShape.exec(below) ?? [];
  if (run === undefined) return undefined;
  return { realPath: workDir + run, rest: below.slice(run.length) };
}

function findLatestRun(
  { agent }: AgentCore,
  frameworkId: FrameworkId,
  executorId: ExecutorId,
): Executor | undefined {
  const framework =
    agent.frameworks.get(frameworkId) ??
    agent.completedFrameworks.findLast(({ id }) => id === frameworkId);
  return (
    framework?.executors.get(executorId) ??
    framework?.completedExecutors.findLast(({ id }) => id === executorId)
  );
}

function* listSandboxes({ agent }: AgentCore): Iterable<readonly [string, string]> {
  const frameworks: Framework[] = [...agent.frameworks.values(), ...agent.completedFrameworks];
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
