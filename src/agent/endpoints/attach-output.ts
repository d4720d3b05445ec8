/** ATTACH_CONTAINER_OUTPUT: what a container says from now on, until it has ended. */
import type { HttpResponse } from '../../foundation/http/index.ts';
import type { CallRequest } from '../../operator-api/index.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from './agent-api.ts';
import { findBoard, refuseAttachment } from './boards.ts';
import { OutputStream } from './output-stream.ts';

export async function attachOutput(
  api: AgentApi,
  id: ContainerID,
  request: CallRequest,
): Promise<HttpResponse> {
  const board = findBoard(api, id);
  if (!board.ok) return board.error;
  const stream = new OutputStream(request, { ...api, paces: false });
  const attached = await board.value.attachOutput(stream, { paces: false });
  if (!attached.ok) return refuseAttachment(attached.error);
  return stream.answer(attached.value, () => undefined);
}
