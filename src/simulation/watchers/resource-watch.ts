/**
 * What masters made of the agents' resources, as the wire and the agents' disks show it:
 *
 *  - who is told that an operation is finished finds what it made on the agent's disk, with the
 *    directory of a volume, and nothing of what it destroyed;
 *  - what was once lasting stays, in the amount that was reserved, until somebody asks for its end or
 *    the machine loses its disk; and nothing is there twice;
 *  - a volume that a task uses has its directory;
 *  - an operation has one end, which is not told any more once that is acknowledged.
 */
import {
  AcknowledgeOperationStatusMessage,
  ApplyOperationMessage,
  ResourceState,
  UpdateOperationStatusMessage,
} from '../../protocol/generated/internal.ts';
import { allExecutors } from '../../agent/core/executors/executors.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Offer_Operation, Resource } from '../../protocol/generated/mesos.ts';
import type { Pid } from '../../protocol/ids.ts';
import { convertToPostRefinement } from '../../resources/refinement.ts';
import { decodeRecord } from '../../storage/records.ts';
import type { AgentNode } from '../machines/agent-node.ts';
import { type Endings, piecesOf, volumeIdOf } from '../frameworks/resource-wishes.ts';
import type { NetworkTap, Packet } from '../network/virtual-network.ts';

export interface ResourceWatchParts {
  readonly clock: Clock;
  readonly agents: readonly AgentNode[];
  readonly endings: Endings;
  readonly report: (violation: string) => void;
}

interface SeenOperation {
  readonly info: Offer_Operation;
  end: string | undefined;
  /** Of the status, as hex. */
  statusUuid: string | undefined;
  acknowledgedMs: number | undefined;
}

interface Host {
  readonly agent: AgentNode;
  /** By uuid as hex. */
  readonly operations: Map<string, SeenOperation>;
  /** How much of each piece was lasting. */
  readonly pieces: Map<string, number>;
  readonly volumes: Set<string>;
  /** The bytes that were looked at last. */
  lastBytes: Uint8Array | undefined;
}

/** By then an acknowledgement is on the agent's disk. */
const longestWriteMs = 50;
const stateFile = '/meta/resources/resources_and_operations.state';
const targetFile = '/meta/resources/resources_and_operations.target';
const volumePattern = /\/volumes\/roles\/[^/]+\/([^/]+)$/;

export class ResourceWatch implements NetworkTap {
  readonly #parts: ResourceWatchParts;
  readonly #hosts: ReadonlyMap<Pid, Host>;

  constructor(parts: ResourceWatchParts) {
    this.#parts = parts;
    this.#hosts = new Map(parts.agents.map((agent) => [agent.pid, hostOf(agent)]));
  }

  get finishedCount(): number {
    let count = 0;
    for (const { operations } of this.#hosts.values()) {
      for (const { end } of operations.values()) if (end === 'OPERATION_FINISHED') count++;
    }
    return count;
  }

  sent({ from, name, body }: Packet, to: Pid): void {
    if (name === ApplyOperationMessage.typeName) {
      const { operation_uuid, operation_info: info } = ApplyOperationMessage.decode(body);
      const fresh = { end: undefined, statusUuid: undefined, acknowledgedMs: undefined };
      const uuid = hex(operation_uuid.value);
      const operations = this.#hosts.get(to)?.operations;
      if (operations?.has(uuid) === false) operations.set(uuid, { info, ...fresh });
    }
    const host = this.#hosts.get(from);
    if (name === UpdateOperationStatusMessage.typeName && host !== undefined) {
      this.#onStatus(host, UpdateOperationStatusMessage.decode(body));
    }
  }

  arrived({ name, body }: Packet, to: Pid): void {
    if (name !== AcknowledgeOperationStatusMessage.typeName) return;
    const { operation_uuid, status_uuid } = AcknowledgeOperationStatusMessage.decode(body);
    const host = this.#hosts.get(to);
    const seen = host?.operations.get(hex(operation_uuid.value));
    if (seen === undefined || seen.statusUuid !== hex(status_uuid.value)) return;
    if (host!.agent.core === undefined) return;
    seen.acknowledgedMs ??= this.#parts.clock.now();
    this.#doubtFullDisk(host!.agent, seen);
  }

  /** What a full disk did not take is forgotten when the agent dies, however late. */
  #doubtFullDisk(agent: AgentNode, seen: SeenOperation): void {
    const doubt = (): void => {
      // The agent may have died since, and is not held to it any more.
      if (seen.acknowledgedMs !== undefined && agent.mayOweWrites) seen.acknowledgedMs = Infinity;
    };
    doubt();
    this.#parts.clock.after(longestWriteMs, doubt);
  }

  /** What it did not get to write down it may say again. */
  agentDied(agent: AgentNode): void {
    const now = this.#parts.clock.now();
    for (const seen of this.#hosts.get(agent.pid)!.operations.values()) {
      const { acknowledgedMs } = seen;
      if (acknowledgedMs === undefined) continue;
      if (now - acknowledgedMs < longestWriteMs) seen.acknowledgedMs = undefined;
    }
  }

  diskLost(agent: AgentNode): void {
    const host = this.#hosts.get(agent.pid)!;
    host.operations.clear();
    host.pieces.clear();
    host.volumes.clear();
    host.lastBytes = undefined;
  }

  #onStatus(host: Host, { operation_uuid: uuid, status }: UpdateOperationStatusMessage): void {
    const seen = uuid === undefined ? undefined : host.operations.get(hex(uuid.value));
    if (seen === undefined || status.uuid === undefined) return;
    const { report } = this.#parts;
    const what = `${status.state} of an operation ${seen.info.type} on ${host.agent.name}`;
    if (seen.acknowledgedMs !== undefined) report(`${what} was sent after its acknowledgement`);
    if (seen.end !== undefined && seen.end !== status.state) report(`${what} after ${seen.end}`);
    seen.end = status.state;
    seen.statusUuid = hex(status.uuid.value);
    if (status.state === 'OPERATION_FINISHED') this.#checkFinished(host, seen.info, what);
  }

  #checkFinished(host: Host, { create, destroy, reserve }: Offer_Operation, what: string): void {
    const { endings, report } = this.#parts;
    const state = resourcesOnDisk(host.agent) ?? [];
    const volumes = new Set(state.map(volumeIdOf));
    for (const id of (create?.volumes ?? []).map((one) => volumeIdOf(one)!)) {
      if (endings.volumes.has(id)) continue;
      if (!volumes.has(id)) report(`${what}, but volume ${id} is not written down`);
      if (!hasDirectory(host.agent, id)) report(`${what}, but volume ${id} has no directory`);
      host.volumes.add(id);
    }
    for (const id of (destroy?.volumes ?? []).map((one) => volumeIdOf(one)!)) {
      if (volumes.has(id)) report(`${what}, but volume ${id} is still written down`);
      if (hasDirectory(host.agent, id)) report(`${what}, but volume ${id} has its directory`);
    }
    const there = piecesOf(state);
    for (const [piece, amount] of piecesOf(reserve?.resources ?? [])) {
      if (endings.labels.has(piece.split(' ')[0]!)) continue;
      if (there.get(piece) !== amount) {
        report(`${what}, but of ${piece} ${there.get(piece) ?? 0} are there, not ${amount}`);
      }
      host.pieces.set(piece, amount);
    }
  }

  /** Now and then, whatever happened. */
  check(): void {
    for (const host of this.#hosts.values()) {
      this.#checkUse(host);
      const bytes = host.agent.findFile(stateFile);
      if (bytes === host.lastBytes) continue;
      host.lastBytes = bytes;
      const state = resourcesOnDisk(host.agent);
      if (state !== undefined) this.#checkLasting(host, state);
    }
  }

  #checkLasting(host: Host, state: readonly Resource[]): void {
    const { endings, report } = this.#parts;
    const there = piecesOf(state);
    for (const [piece, amount] of host.pieces) {
      const found = there.get(piece) ?? 0;
      const isEnding = endings.labels.has(piece.split(' ')[0]!);
      if (isEnding ? found <= amount : found === amount) continue;
      report(`${host.agent.name} has ${found} of ${piece}, which was reserved as ${amount}`);
    }
    for (const [piece, amount] of there) {
      if (!host.pieces.has(piece)) host.pieces.set(piece, amount);
    }
    const volumes = new Set(state.map(volumeIdOf));
    for (const id of host.volumes) {
      if (volumes.has(id) || endings.volumes.has(id)) continue;
      report(`volume ${id} of ${host.agent.name} is not there any more`);
    }
    for (const id of volumes) if (id !== undefined) host.volumes.add(id);
    if (host.agent.findFile(targetFile) === undefined) this.#checkDirectories(host, volumes);
  }

  /** Nothing is on its way: each volume has its directory, and each directory its volume. */
  #checkDirectories({ agent }: Host, volumes: ReadonlySet<string | undefined>): void {
    const found = directoriesOf(agent);
    for (const id of volumes) {
      if (id === undefined || found.has(id)) continue;
      this.#parts.report(`volume ${id} of ${agent.name} has no directory`);
    }
    for (const id of found) {
      if (volumes.has(id)) continue;
      this.#parts.report(`${agent.name} has a directory of volume ${id}, which it does not have`);
    }
  }

  #checkUse({ agent }: Host): void {
    const { core } = agent;
    if (core === undefined) return;
    for (const [, executor] of allExecutors(core.state)) {
      if (executor.state !== 'running') continue;
      for (const { resources, name } of executor.launched.values()) {
        const lost = (resources ?? [])
          .map(volumeIdOf)
          .find((id) => id !== undefined && !hasDirectory(agent, id));
        if (lost !== undefined) this.#parts.report(`task ${name} uses volume ${lost}: gone`);
      }
    }
  }

  /** The sky has been clear for long: master, agent and disk are of one mind. */
  checkEnd(): void {
    for (const host of this.#hosts.values()) {
      host.lastBytes = undefined;
      const state = host.agent.core?.state;
      for (const { operation } of state?.operations.values() ?? []) {
        this.#parts.report(
          `${host.agent.name} still has operation ${operation.info.type} when all is acknowledged`,
        );
      }
    }
    this.check();
  }
}

function hostOf(agent: AgentNode): Host {
  return {
    agent,
    operations: new Map(),
    pieces: new Map(),
    volumes: new Set(),
    lastBytes: undefined,
  };
}

/** What the agent has written down of what masters made; undefined: nothing yet. */
export function resourcesOnDisk(agent: AgentNode): Resource[] | undefined {
  const bytes = agent.findFile(stateFile);
  const record = bytes === undefined ? undefined : decodeRecord(bytes);
  if (record?.ok !== true) return undefined;
  return (ResourceState.decode(record.value).resources ?? []).map(convertToPostRefinement);
}

function hasDirectory(agent: AgentNode, volumeId: string): boolean {
  return agent.hasPath(`/${volumeId}`);
}

function directoriesOf(agent: AgentNode): Set<string> {
  const ids = new Set<string>();
  for (const path of agent.disk.keys()) {
    const id = volumePattern.exec(path)?.[1];
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
