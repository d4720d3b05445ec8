/**
 * READ_LOG: what a task wrote, by the ids that people know, wherever its sandbox is and whether it runs
 * or has ended. Ours alone, in JSON alone; the files and who may see them are those of READ_FILE.
 */
import { filesErrorResponse } from '../../files/index.ts';
import { refusal } from '../../foundation/http/index.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { JsonCall, JsonMessage } from '../../operator-api/index.ts';
import type { FrameworkId, TaskId } from '../../protocol/ids.ts';
import { forEach } from '../../security/authorization.ts';
import type { ExecutorRecord, FrameworkRecord, State } from '../core/state.ts';
import type { AgentApi } from '../endpoints/agent-api.ts';

const streams = ['stdout', 'stderr'] as const;
/** What is asked for when no length is: a screenful, from the end. */
const usualBytes = 16 * 1024;

export const readLog: JsonCall<AgentApi> = {
  name: 'READ_LOG',
  authorize: forEach('ACCESS_SANDBOX'),
  apply: async (api, message, { principal }) => {
    const taskId = findText(message, 'task_id');
    if (taskId === undefined) return failure("Expecting 'task_id' to have a 'value'");
    const fault = findFault(message);
    if (fault !== undefined) return failure(fault);
    const found = findSandboxes(api.agent.core.state, taskId, findText(message, 'framework_id'));
    const [sandbox, other] = found;
    if (sandbox === undefined) return failure(refusal(404, `Task '${taskId}' is not known here`));
    if (other !== undefined) {
      return failure(`Several frameworks have a task '${taskId}': say whose with 'framework_id'`);
    }
    const { stream = 'stdout' } = message;
    const path = `${sandbox.path}/${String(stream)}`;
    const read = await readPart(api, { path, message, principal });
    if (!read.ok) return failure(filesErrorResponse(read.error));
    const { offset, sizeBytes, data } = read.value;
    const text = new TextDecoder().decode(data);
    return ok({ path, offset, length: data.length, size: sizeBytes, text });
  },
};

function findFault({ stream, offset, length }: JsonMessage): string | undefined {
  if (stream !== undefined && !streams.some((one) => one === stream)) {
    return `'stream' must be one of: ${streams.join(', ')}`;
  }
  for (const [name, value] of Object.entries({ offset, length })) {
    const isCount = Number.isSafeInteger(value) && (value as number) >= 0;
    if (value !== undefined && !isCount) return `'${name}' must be a number of bytes`;
  }
  return undefined;
}

/** Of {"value": "..."}, or the text itself. */
function findText(message: JsonMessage, name: string): string | undefined {
  const id = message[name];
  const value = typeof id === 'object' && id !== null && 'value' in id ? id.value : id;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

interface Sandbox {
  readonly path: string;
}

/** Of each framework that has or had such a task the newest. */
function findSandboxes(
  state: State,
  taskId: TaskId,
  frameworkId: FrameworkId | undefined,
): Sandbox[] {
  const frameworks = [...state.frameworks.values(), ...state.completedFrameworks];
  return frameworks
    .filter(({ id }) => frameworkId === undefined || id === frameworkId)
    .flatMap((framework) => findInFramework(framework, taskId) ?? []);
}

function findInFramework(framework: FrameworkRecord, taskId: TaskId): Sandbox | undefined {
  const executors = [...framework.completedExecutors, ...framework.executors.values()];
  const executor = executors.findLast((one) => hasTask(one, taskId));
  if (executor === undefined) return undefined;
  // Tasks of pods have a link in the sandbox of their executor.
  const own = executor.kind === 'pod' ? `/tasks/${taskId}` : '';
  return { path: `${executor.directory}${own}` };
}

function hasTask(executor: ExecutorRecord, taskId: TaskId): boolean {
  return (
    executor.launched.has(taskId) ||
    executor.terminated.has(taskId) ||
    executor.queued.has(taskId) ||
    executor.completed.some(({ task_id }) => task_id.value === taskId)
  );
}

/** Without an offset the end. */
async function readPart(
  { files }: AgentApi,
  {
    path,
    message,
    principal,
  }: {
    readonly path: string;
    readonly message: JsonMessage;
    readonly principal: Parameters<AgentApi['files']['read']>[2];
  },
): Promise<
  | { readonly ok: true; readonly value: { offset: number; sizeBytes: number; data: Uint8Array } }
  | { readonly ok: false; readonly error: Parameters<typeof filesErrorResponse>[0] }
> {
  const length = (message['length'] as number | undefined) ?? usualBytes;
  let offset = message['offset'] as number | undefined;
  if (offset === undefined) {
    const size = await files.read(path, {}, principal);
    if (!size.ok) return size;
    offset = Math.max(0, size.value.sizeBytes - length);
  }
  const read = await files.read(path, { offset, length }, principal);
  return read.ok ? { ok: true, value: { ...read.value, offset } } : read;
}
