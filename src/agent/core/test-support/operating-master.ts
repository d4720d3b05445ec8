/** A master that makes operations on one agent, for tests; the agent is on paper. */
import { SeededRandom } from '../../../foundation/random.ts';
import {
  AcknowledgeOperationStatusMessage,
  ApplyOperationMessage,
  SlaveReregisteredMessage,
  UpdateOperationStatusMessage,
} from '../../../protocol/generated/internal.ts';
import type { Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { defaultOptions, PaperCluster } from '../test-support.ts';

export const meta = '/var/lib/mesos/meta';
export const volumePath = '/var/lib/mesos/volumes/roles/web/v';
export const stranger = new SeededRandom(7);

export function disk(value: number, more: Partial<Resource> = {}): Resource {
  return { name: 'disk', type: 'SCALAR', scalar: { value }, ...more };
}

export const reservations = [{ type: 'DYNAMIC' as const, role: 'web' }];
export const allocation_info = { role: 'web' };
export const reserved = disk(100, { reservations, allocation_info });
export const volume = disk(100, {
  reservations,
  allocation_info,
  disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' } },
});
export const reserve: Offer_Operation = { type: 'RESERVE', reserve: { resources: [reserved] } };
export const create: Offer_Operation = { type: 'CREATE', create: { volumes: [volume] } };
export const destroy: Offer_Operation = { type: 'DESTROY', destroy: { volumes: [volume] } };
export const unreserve: Offer_Operation = {
  type: 'UNRESERVE',
  unreserve: { resources: [reserved] },
};

const { info } = defaultOptions;
const options = { info: { ...info, resources: [...(info.resources ?? []), disk(1000)] } };

export class Master {
  readonly cluster = new PaperCluster();

  constructor() {
    this.cluster.startRegistered(options);
  }

  /** The uuid that it was given. */
  apply(info: Offer_Operation, id?: string): Uint8Array {
    const uuid = stranger.uuidBytes();
    this.cluster.say(ApplyOperationMessage, {
      framework_id: { value: 'F1' },
      operation_info: { ...info, ...(id === undefined ? {} : { id: { value: id } }) },
      operation_uuid: { value: uuid },
      resource_version_uuid: { uuid: { value: this.cluster.state.resourceVersionUuid } },
    });
    this.cluster.pass(20);
    return uuid;
  }

  get told(): UpdateOperationStatusMessage[] {
    return this.cluster.messages(UpdateOperationStatusMessage);
  }

  get states(): string[] {
    return this.told.map(({ status }) => status.state.replace('OPERATION_', ''));
  }

  acknowledge(update = this.told.at(-1)!): void {
    this.cluster.say(AcknowledgeOperationStatusMessage, {
      status_uuid: update.status.uuid!,
      operation_uuid: update.operation_uuid!,
    });
    this.cluster.pass(20);
  }

  restart(): void {
    this.cluster.crash();
    this.cluster.start(options);
    this.cluster.detect();
    this.cluster.say(SlaveReregisteredMessage, { slave_id: { value: 'S0' } });
    this.cluster.pass(20);
  }

  get total(): string {
    return this.cluster.state.totalResources.toString();
  }

  has(path: string): boolean {
    return [...this.cluster.disk.keys()].some((one) => one === path || one.startsWith(`${path}/`));
  }
}
