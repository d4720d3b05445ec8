/**
 * GET /v2/tasks/<task id>/output, beyond Marathon: the last of what a task wrote, for who cannot reach
 * agents. Only of tasks that Marathon knows, and no more than a screenful or two at a time.
 */
import { failure, ok as success, type Result } from '../../../foundation/result.ts';
import type { Unread } from '../../agents/reader.ts';
import { findSandbox, type Sandbox } from '../../agents/sandboxes.ts';
import { message, notFound, ok, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';

const files = ['stdout', 'stderr'] as const;
const usualBytes = 16 * 1024;
/** As much as agents read at once. */
const mostBytes = 64 * 1024;

interface Piece {
  readonly data: string;
  readonly offset: number;
}

export async function taskOutput(api: Api, { query }: ApiRequest, taskId: string): Promise<Answer> {
  const wanted = query.text('file') ?? 'stderr';
  const file = files.find((each) => each === wanted);
  if (file === undefined) return message(422, `file: must be one of ${files.join(', ')}`);
  const bytes = readBytes(query.text('bytes'));
  if (bytes === undefined) {
    return message(422, `bytes: must be a whole number from 1 to ${mostBytes}`);
  }
  const sandbox = findSandbox(api.core, taskId);
  if (sandbox === undefined) {
    return notFound(`Task '${taskId}' neither runs nor is the one of its app that failed last`);
  }
  const { appId, agentId, host } = sandbox;
  const read = await readEnd(api, sandbox, file, bytes);
  if (!read.ok) return unreadAnswer(read.error, `${file} of task '${taskId}'`);
  return ok({ taskId, appId, agentId, host, file, ...read.value });
}

function readBytes(text: string | undefined): number | undefined {
  if (text === undefined) return usualBytes;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= mostBytes ? value : undefined;
}

interface End {
  readonly sizeBytes: number;
  readonly offset: number;
  readonly data: string;
}

async function readEnd(
  api: Api,
  { agentId, places }: Sandbox,
  file: string,
  bytes: number,
): Promise<Result<End, Unread>> {
  const { reader } = api.agents;
  const frameworkId = api.frameworkId() ?? '';
  let last: Result<End, Unread> = failure({ kind: 'missing', why: '' });
  for (const { executorId, below } of places) {
    const path = `/frameworks/${frameworkId}/executors/${executorId}/runs/latest${below}/${file}`;
    last = await readPlace(
      (query) => reader.read(agentId, 'files/read', { path, ...query }),
      bytes,
    );
    if (last.ok || last.error.kind !== 'missing') return last;
  }
  return last;
}

/** Its size first: what is read from "-1" on is nothing, at the place where the end is. */
async function readPlace(
  read: (query: Readonly<Record<string, string>>) => Promise<Result<unknown, Unread>>,
  bytes: number,
): Promise<Result<End, Unread>> {
  const size = pieceOf(await read({ offset: '-1' }));
  if (!size.ok) return size;
  const sizeBytes = size.value.offset;
  const offset = Math.max(0, sizeBytes - bytes);
  if (sizeBytes === 0) return success({ sizeBytes, offset, data: '' });
  const piece = pieceOf(await read({ offset: String(offset), length: String(bytes) }));
  return piece.ok ? success({ sizeBytes, offset, data: piece.value.data }) : piece;
}

function pieceOf(read: Result<unknown, Unread>): Result<Piece, Unread> {
  if (!read.ok) return read;
  const { data, offset } = (read.value ?? {}) as Partial<Piece>;
  if (typeof data === 'string' && typeof offset === 'number') return success({ data, offset });
  return failure({ kind: 'away', why: 'Mesos answered something else than a piece of a file' });
}

function unreadAnswer({ kind, why }: Unread, what: string): Answer {
  switch (kind) {
    case 'missing':
      return notFound(
        `There is no ${what} on its agent, not yet or no more, or Mesos' master does not pass ` +
          `on what agents say`,
      );
    case 'unknown-agent':
      return notFound(`${what}: ${why}`);
    case 'busy':
      return message(503, why);
    case 'late':
      return message(504, `${what}: ${why}`);
    case 'refused':
    case 'away':
      return message(502, `${what}: ${why}`);
  }
}
