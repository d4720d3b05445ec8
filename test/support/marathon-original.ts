/**
 * What a Marathon of others leaves behind when it is replaced: its nodes in ZooKeeper, from files that a
 * program wrote by that Marathon's own .proto, and its tasks, which a framework of the test runs in its
 * stead. The files say ids of a framework and an agent that are not; those of the cluster take their place.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type {
  Offer,
  Offer_Operation,
  Resource,
  TaskInfo,
} from '../../src/protocol/generated/mesos.ts';
import { Scheduler } from '../../src/scheduler/index.ts';
import { connectToZooKeeper } from '../../src/zookeeper/connect.ts';
import { openToAll } from '../../src/zookeeper/core/operations.ts';
import { eventually, type Program } from './cluster.ts';
import type { Ensemble } from './zookeeper.ts';

const framework = '00000000-0000-4000-8000-00000000000f-0000';
const agent = '00000000-0000-4000-8000-00000000000a-S0';
export const originalRole = 'keeper';
const principal = 'marathon';

/** As in the nodes. */
export interface OriginalInstance {
  readonly instanceId: { readonly idString: string };
  readonly tasksMap: Readonly<Record<string, { readonly status: { mesosStatus: string } }>>;
}

interface World {
  readonly frameworkId: string;
  readonly agentId: string;
}

export class OriginalMarathon {
  /** By path, not packed. */
  readonly #nodes: ReadonlyMap<string, Buffer>;

  constructor(file: string) {
    const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: Record<string, string> };
    this.#nodes = new Map(
      Object.entries(nodes).map(([path, text]) => [path, Buffer.from(text, 'base64')]),
    );
  }

  get instances(): readonly OriginalInstance[] {
    return [...this.#nodes]
      .filter(([path]) => path.startsWith('state/instance/'))
      .map(([, data]) => JSON.parse(data.toString()) as OriginalInstance);
  }

  get taskIds(): readonly string[] {
    return this.instances.flatMap(({ tasksMap }) => Object.keys(tasksMap));
  }

  /** Its tasks run, and it is gone. */
  async run(master: Program): Promise<World> {
    const running = new Set<string>();
    let world: World | undefined;
    const scheduler = new Scheduler({
      master: master.address,
      framework: {
        ...{ user: 'root', name: 'marathon', principal, checkpoint: true },
        ...{ failover_timeout: 3600, roles: [originalRole] },
        capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }],
      },
      handlers: {
        offers: ([offer]) => {
          if (world !== undefined || offer === undefined) return;
          world = { frameworkId: offer.framework_id.value, agentId: offer.agent_id.value };
          scheduler.accept([offer], this.#operations(offer));
        },
        update: ({ task_id, state }) => {
          if (state === 'TASK_RUNNING') running.add(task_id.value);
        },
      },
    });
    scheduler.start();
    const isSo = (): true | undefined => running.size === this.taskIds.length || undefined;
    await eventually('the tasks of the original run', isSo);
    await scheduler.stop({ mode: 'disconnect' });
    return world!;
  }

  #operations(offer: Offer): readonly Offer_Operation[] {
    const operations: Offer_Operation[] = [];
    for (const { instanceId, tasksMap } of this.instances) {
      const [taskId] = Object.keys(tasksMap) as [string];
      const { idString } = instanceId;
      if (idString.startsWith('crew.')) operations.push(podOf(idString, taskId, offer));
      else if (idString.startsWith('shop_data.')) {
        const old = /^(.*)\.marathon-(.*)$/u.exec(idString);
        const label = old === null ? idString : `${old[1]}.${old[2]}`;
        operations.push(...keeperOf(label, taskId, offer));
      } else {
        const isWeb = idString.startsWith('shop_web.');
        const resources = [...small, ...(isWeb ? [port] : [])];
        operations.push(launch(taskOf(taskId, 'while :; do sleep 1; done', resources, offer)));
      }
    }
    return operations;
  }

  async write(ensemble: Ensemble, path: string, { frameworkId, agentId }: World): Promise<void> {
    const client = connectToZooKeeper({ servers: ensemble.addresses });
    const put = (whole: string, data: Buffer): Promise<void> =>
      new Promise((resolve, reject) => {
        client.createPath(whole, openToAll, (made) => {
          if (!made.ok) return reject(new Error(made.error.message));
          client.setData(whole, data, -1, (set) =>
            set.ok ? resolve() : reject(new Error(set.error.message)),
          );
        });
      });
    const inItsPlace = (data: Buffer): Buffer =>
      exchange(exchange(data, framework, frameworkId), agent, agentId);
    for (const [name, data] of this.#nodes) {
      const known = name.startsWith('state/instance/')
        ? withStatuses(inItsPlace(data), inItsPlace)
        : inItsPlace(data);
      const isPacked = !name.includes('internal:storage:version');
      await put(`${path}/${name}`, isPacked ? gzipSync(known) : known);
    }
    await new Promise<void>((done) => client.close(done));
  }
}

/** Both are as long as each other, so that no length in the bytes changes. */
function exchange(data: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error(`${to} is not as long as ${from}`);
  return Buffer.from(data.toString('latin1').replaceAll(from, to), 'latin1');
}

/** What Mesos said last is in there in base64. */
function withStatuses(data: Buffer, change: (data: Buffer) => Buffer): Buffer {
  const instance = JSON.parse(data.toString()) as OriginalInstance;
  for (const { status } of Object.values(instance.tasksMap)) {
    status.mesosStatus = change(Buffer.from(status.mesosStatus, 'base64')).toString('base64');
  }
  return Buffer.from(JSON.stringify(instance));
}

function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value } };
}

const small = [scalar('cpus', 0.1), scalar('mem', 32)];
const port: Resource = {
  name: 'ports',
  type: 'RANGES',
  ranges: { range: [{ begin: 31_999, end: 31_999 }] },
};

function taskOf(id: string, value: string, resources: readonly Resource[], offer: Offer): TaskInfo {
  return {
    name: id,
    task_id: { value: id },
    agent_id: offer.agent_id,
    resources: [...resources],
    command: { value },
  };
}

function launch(task: TaskInfo): Offer_Operation {
  return { type: 'LAUNCH', launch: { task_infos: [task] } };
}

function podOf(instanceId: string, taskId: string, offer: Offer): Offer_Operation {
  const executor = {
    type: 'DEFAULT' as const,
    executor_id: { value: instanceId },
    framework_id: offer.framework_id,
    resources: [...small, scalar('disk', 10)],
  };
  const task_group = { tasks: [taskOf(taskId, 'sleep 1000', small, offer)] };
  return { type: 'LAUNCH_GROUP', launch_group: { executor, task_group } };
}

function keeperOf(label: string, taskId: string, offer: Offer): readonly Offer_Operation[] {
  const labels = [
    { key: 'marathon_framework_id', value: offer.framework_id.value },
    { key: 'marathon_task_id', value: label },
  ];
  const reserve = (resource: Resource): Resource => ({
    ...resource,
    role: originalRole,
    reservation: { principal, labels: { labels } },
  });
  const [own, disk] = [small.map(reserve), reserve(scalar('disk', 10))];
  const uuid = '00000044-0000-11e9-8000-000000000044';
  const volume: Resource = {
    ...disk,
    disk: {
      persistence: { id: `shop_data#data#${uuid}`, principal },
      volume: { container_path: 'data', mode: 'RW' },
    },
  };
  const command = 'echo run >> data/runs; sleep 1000';
  return [
    { type: 'RESERVE', reserve: { resources: [...own, disk] } },
    { type: 'CREATE', create: { volumes: [volume] } },
    launch(taskOf(taskId, command, [...own, volume], offer)),
  ];
}
