/**
 * LAUNCH_NESTED_CONTAINER_SESSION from the launch to its end. Whatever ends first ends the other: a
 * client that goes takes the container along; a container that says no more ends the answer, and has
 * some time to end by itself, so that its exit status is its own. The status can be asked for a while.
 */
import { containerKey } from '../../containers/container-id.ts';
import type { ContainerConfig, LaunchResult } from '../../containers/containerizer.ts';
import { accepted, badRequest, type HttpResponse } from '../../foundation/http/index.ts';
import type { CallRequest } from '../../operator-api/index.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { AgentApi } from './agent-api.ts';
import { findBoard, refuseAttachment } from './boards.ts';
import { OutputStream } from './output-stream.ts';

/** A command ends moments after it has closed its output; one that does not is ended. */
const endGraceMs = 5_000;
/** WAIT_CONTAINER comes when the stream has ended; operators' sessions must not pile up. */
const endedKeptMs = 10 * 60_000;

export interface Session {
  readonly id: ContainerID;
  readonly config: ContainerConfig;
}

export async function runSession(
  api: AgentApi,
  session: Session,
  request: CallRequest,
): Promise<HttpResponse> {
  const { containerizer } = api;
  const { id, config } = session;
  const states = new Map(
    containerizer.list().map((one) => [containerKey(one.id), one.state] as const),
  );
  if (states.has(containerKey(id))) return accepted();
  if (id.parent === undefined || states.get(containerKey(id.parent)) !== 'running') {
    return badRequest(`Parent container ${id.parent && containerKey(id.parent)} does not exist`);
  }
  let isAborted = false;
  request.http.onAborted(() => {
    isAborted = true;
    containerizer.destroy(id);
  });
  const launched = await new Promise<LaunchResult>((resolve) => {
    containerizer.launch(id, config, resolve);
  });
  if (!launched.ok) return badRequest(launched.error);
  forgetLater(api, id);
  if (isAborted) containerizer.destroy(id);
  return attach(api, id, request);
}

async function attach(api: AgentApi, id: ContainerID, request: CallRequest): Promise<HttpResponse> {
  const { clock, containerizer } = api;
  const stream = new OutputStream(request, { ...api, paces: true });
  const board = findBoard(api, id);
  const attached = board.ok && (await board.value.attachOutput(stream, { paces: true }));
  if (attached === false || !attached.ok) {
    containerizer.destroy(id);
    if (attached !== false) return refuseAttachment(attached.error);
    return board.ok ? accepted() : board.error;
  }
  return stream.answer(attached.value, () => {
    if (stream.isOver) clock.after(endGraceMs, () => containerizer.destroy(id));
    else containerizer.destroy(id);
  });
}

function forgetLater({ containerizer, clock }: AgentApi, id: ContainerID): void {
  containerizer.wait(id, () => {
    clock.after(endedKeptMs, () => containerizer.remove(id));
  });
}
