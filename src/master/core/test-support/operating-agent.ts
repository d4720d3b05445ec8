/**
 * An agent that knows operations, for tests: it registers with a version of its resources and answers
 * what it is told when the test lets it.
 */
import {
  RegisterSlaveMessage,
  ReregisterSlaveMessage,
  UpdateOperationStatusMessage,
  UpdateSlaveMessage,
} from '../../../protocol/generated/internal.ts';
import type {
  AgentInfo_Capability_Type,
  Offer,
  Offer_Operation,
  Operation,
  OperationState,
  OperationStatus,
  Resource,
} from '../../../protocol/generated/mesos.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import { scalar, volumeOf } from '../../../resources/test-support/operations.ts';
import {
  type TestFramework,
  TestMaster,
  aFramework,
  anAgent,
  storeDelayMs,
} from '../test-support.ts';

export {
  create,
  destroy,
  dynamic,
  grow,
  rereserve,
  reserve,
  reserved,
  scalar,
  shrink,
  unreserve,
  volumeOf,
} from '../../../resources/test-support/operations.ts';

export const allCapabilities: readonly AgentInfo_Capability_Type[] = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
];

export const version = { value: new Uint8Array(16).fill(7) };
const defaultText = 'cpus:4;mem:4096;disk:1000;ports:[31000-31009]';

/** What the master told an agent to apply, oldest first. */
export interface Told {
  readonly uuid: Uint8Array;
  readonly info: Offer_Operation;
  readonly frameworkId: string | undefined;
}

export class OperatingAgent {
  readonly master: TestMaster;
  readonly pid: string;
  readonly text: string;
  readonly capabilities: readonly AgentInfo_Capability_Type[];
  id: AgentId = '';
  #statusNumber = 0;

  constructor(
    master: TestMaster,
    { pid = 'slave(1)@10.0.0.1:5051', text = defaultText, capabilities = allCapabilities } = {},
  ) {
    this.master = master;
    this.pid = pid;
    this.text = text;
    this.capabilities = capabilities;
    master.receive(pid, RegisterSlaveMessage, {
      slave: anAgent(text),
      version: '1.12.0',
      agent_capabilities: capabilities.map((type) => ({ type })),
      resource_version_uuid: version,
    });
    master.advance(2 * storeDelayMs);
    this.id = master.sentTo(pid, 'SlaveRegisteredMessage').at(-1)!.message.slave_id.value;
  }

  get record() {
    return this.master.state.agents.get(this.id)!;
  }

  get told(): Told[] {
    return this.master.sentTo(this.pid, 'ApplyOperationMessage').map(({ message }) => ({
      uuid: message.operation_uuid.value,
      info: message.operation_info,
      frameworkId: message.framework_id?.value,
    }));
  }

  /** Says what became of an operation; gives the uuid to be acknowledged. */
  answer(
    { uuid, info, frameworkId }: Told,
    state: OperationState = 'OPERATION_FINISHED',
    more: Partial<OperationStatus> = {},
  ): Uint8Array {
    const statusUuid = new Uint8Array(16).fill(100 + this.#statusNumber++);
    const status: OperationStatus = {
      ...(info.id === undefined ? {} : { operation_id: info.id }),
      state,
      uuid: { value: statusUuid },
      ...more,
    };
    this.master.receive(this.pid, UpdateOperationStatusMessage, {
      slave_id: { value: this.id },
      ...(frameworkId === undefined ? {} : { framework_id: { value: frameworkId } }),
      status,
      latest_status: status,
      operation_uuid: { value: uuid },
    });
    return statusUuid;
  }

  reregister(what: Partial<ReregisterSlaveMessage> = {}): void {
    this.master.receive(this.pid, ReregisterSlaveMessage, {
      slave: anAgent(this.text, this.id),
      version: '1.12.0',
      agent_capabilities: this.capabilities.map((type) => ({ type })),
      resource_version_uuid: version,
      ...what,
    });
    this.master.advance(2 * storeDelayMs);
  }

  update(operations: readonly Operation[]): void {
    this.master.receive(this.pid, UpdateSlaveMessage, {
      slave_id: { value: this.id },
      update_oversubscribed_resources: false,
      operations: { operations: [...operations] },
      resource_version_uuid: version,
    });
  }
}

export interface Scene {
  readonly master: TestMaster;
  readonly agent: OperatingAgent;
  readonly framework: TestFramework;
  readonly offer: Offer;
}

/** An agent, a framework of role `eng`, and an offer of all that the agent has. */
export function scene(
  capabilities: readonly AgentInfo_Capability_Type[] = allCapabilities,
  info: Parameters<typeof aFramework>[0] = {},
): Scene {
  const master = new TestMaster();
  const agent = new OperatingAgent(master, { capabilities });
  const framework = master.subscribe(engineers(info));
  master.advance(0);
  return { master, agent, framework, offer: framework.offers.at(-1)! };
}

export function engineers(info: Parameters<typeof aFramework>[0] = {}) {
  return aFramework({
    roles: ['eng'],
    capabilities: [
      { type: 'MULTI_ROLE' },
      { type: 'PARTITION_AWARE' },
      { type: 'RESERVATION_REFINEMENT' },
      { type: 'SHARED_RESOURCES' },
    ],
    failover_timeout: 1_000,
    ...info,
  });
}

/** Waits for the next batch; gives the latest offer. */
export function nextOffer({ master, framework }: Pick<Scene, 'master' | 'framework'>): Offer {
  framework.forget();
  master.advance(1_000);
  return framework.offers.at(-1)!;
}

export function named(id: string, operation: Offer_Operation): Offer_Operation {
  return { ...operation, id: { value: id } };
}

export function statusesOf({ events }: TestFramework): OperationStatus[] {
  return events.flatMap(({ update_operation_status: update }) =>
    update === undefined ? [] : [update.status],
  );
}

export const engReservation = { type: 'DYNAMIC', role: 'eng' } as const;

export function engDisk(value: number): Resource {
  return { ...scalar('disk', value), reservations: [engReservation] };
}

export function engVolume(id: string, value: number, more: Partial<Resource> = {}): Resource {
  return volumeOf(engDisk(value), id, more);
}

export function allocated(...resources: Resource[]): Resource[] {
  return resources.map((one) => ({ ...one, allocation_info: { role: 'eng' } }));
}
