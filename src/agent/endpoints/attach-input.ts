/**
 * ATTACH_CONTAINER_INPUT: records are handed to the container one by one, the next when it has taken
 * the last. The answer comes when the client has said all, when what it says makes no sense, or when
 * the container needs no more.
 */
import type { ContainerInput } from '../../containers/io/io.ts';
import { badRequest, empty, refusal, type HttpResponse } from '../../foundation/http/index.ts';
import { assert, failure, ok, type Result } from '../../foundation/result.ts';
import { agentDialect, type CallRequest, readMessage } from '../../operator-api/index.ts';
import { findHeader } from '../../foundation/http/index.ts';
import { Call, type ProcessIO } from '../../protocol/generated/agent.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from './agent-api.ts';
import { findBoard, refuseAttachment } from './boards.ts';
import { findInputFault } from './input-records.ts';

export async function attachInput(
  api: AgentApi,
  id: ContainerID,
  request: CallRequest,
): Promise<HttpResponse> {
  const board = findBoard(api, id);
  if (!board.ok) return board.error;
  const attached = await board.value.attachInput();
  if (!attached.ok) return refuseAttachment(attached.error);
  const input = attached.value;
  const isOver = new Promise<HttpResponse>((resolve) => input.onOver(() => resolve(empty())));
  const answer = await Promise.race([takeRecords(request, input), isOver]);
  input.close();
  return answer;
}

async function takeRecords(request: CallRequest, input: ContainerInput): Promise<HttpResponse> {
  const { records, http } = request;
  assert(records !== undefined, 'it comes as a stream');
  const mediaType = findHeader(http, 'message-content-type')!;
  for (;;) {
    const record = await records.next();
    if (!record.ok) return record.error;
    if (record.value === undefined) return empty();
    const message = readMessage(Call, { mediaType, bytes: record.value }, agentDialect);
    if (!message.ok) return message.error;
    const fault = findInputFault(message.value);
    if (fault !== undefined) return badRequest(fault);
    const taken = await take(input, message.value.attach_container_input!.process_io!);
    if (!taken.ok) return taken.error;
  }
}

async function take(
  input: ContainerInput,
  { data, control }: ProcessIO,
): Promise<Result<void, HttpResponse>> {
  if (data?.data !== undefined) {
    if (data.data.length === 0) {
      await input.end();
      return ok(undefined);
    }
    const written = await input.write(data.data);
    return written.ok ? written : failure(refusal(500, written.error));
  }
  const size = control?.tty_info?.window_size;
  if (size === undefined) return ok(undefined); // a heartbeat
  const resized = await input.resize(size);
  return resized.ok ? resized : failure(badRequest(resized.error));
}
