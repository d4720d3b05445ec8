/** The switchboard that an operator's call is about, or the answer of Mesos when there is none. */
import { containerKey } from '../../containers/container-id.ts';
import type { AttachFault, Board } from '../../containers/io/io.ts';
import { refusal, type HttpResponse } from '../../foundation/http/index.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from './agent-api.ts';

export function findBoard(
  { containerizer, io }: AgentApi,
  id: ContainerID,
): Result<Board, HttpResponse> {
  const key = containerKey(id);
  const [root] = key.split('.');
  const keys = containerizer.list().map((container) => containerKey(container.id));
  if (!keys.includes(root!)) return failure(refusal(404, `Container ${key} cannot be found`));
  if (!keys.includes(key)) return failure(refusal(500, `Unknown container ${key}`));
  const board = io.findBoard(id);
  // @compat clients know a task without a terminal by these words.
  const none = 'I/O switchboard server was disabled for this container';
  return board === undefined ? failure(refusal(500, none)) : ok(board);
}

export function refuseAttachment({ kind, text }: AttachFault): HttpResponse {
  switch (kind) {
    case 'none':
      return refusal(500, text);
    case 'taken':
      return refusal(409, text);
    case 'crowded':
      return refusal(503, text);
  }
}
