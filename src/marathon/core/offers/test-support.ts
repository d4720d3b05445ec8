/** Offers and instances for tests of what is made of them. */
import { SeededRandom } from '../../../foundation/random.ts';
import type { Attribute, Offer, Resource } from '../../../protocol/generated/mesos.ts';
import type { Instance } from '../../model/instance.ts';
import type { PodDefinition } from '../../model/pod.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { anApp, testOptions } from '../../test-support/test-marathon.ts';
import type { MarathonOptions } from '../environment.ts';
import { agentOf } from './constraints.ts';
import { OfferLedger } from './ledger.ts';
import { matchOffer, type Match, type NoMatch } from './match.ts';

export function scalar(name: string, value: number, role = '*'): Resource {
  return { name, type: 'SCALAR', scalar: { value }, role };
}

export function ports(begin: number, end: number, role = '*'): Resource {
  return { name: 'ports', type: 'RANGES', ranges: { range: [{ begin, end }] }, role };
}

export function anOffer(members: Partial<Offer> = {}): Offer {
  return {
    id: { value: 'O1' },
    framework_id: { value: 'F' },
    agent_id: { value: 'A1' },
    hostname: 'host1',
    allocation_info: { role: '*' },
    resources: [
      scalar('cpus', 4),
      scalar('mem', 4096),
      scalar('disk', 1000),
      ports(31_000, 31_100),
    ],
    ...members,
  };
}

export function textAttributes(attributes: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(attributes).map(([name, value]) => ({
    name,
    type: 'TEXT' as const,
    text: { value },
  }));
}

export function anInstance(offer: Offer, members: Partial<Instance> = {}): Instance {
  return {
    id: 'app.instance-1',
    runSpecId: '/app',
    runSpecVersion: 0,
    role: '*',
    goal: 'Running',
    condition: 'Running',
    since: 0,
    agent: agentOf(offer),
    tasks: [
      {
        taskId: 'app.instance-1._app.1',
        condition: 'Provisioned',
        stagedAt: 0,
        hostPorts: [],
        ipAddresses: [],
      },
    ],
    volumes: [],
    incarnation: 1,
    ...members,
  };
}

export function matchOf(
  runSpec: RunSpec,
  offer: Offer = anOffer(),
  more: {
    readonly placed?: readonly Instance[];
    readonly options?: Partial<MarathonOptions>;
    readonly now?: number;
    readonly seed?: number;
    readonly localRegion?: string;
    readonly isPlaced?: true;
  } = {},
): Match | NoMatch {
  return matchOffer({
    runSpec,
    offer,
    ledger: OfferLedger.of(offer),
    placed: more.placed ?? [],
    localRegion: more.localRegion,
    ...(more.isPlaced === undefined ? {} : { isPlaced: true }),
    now: more.now ?? 0,
    random: new SeededRandom(more.seed ?? 1),
    options: { ...testOptions, ...more.options },
  });
}

export function aPod(members: Partial<PodDefinition> = {}): PodDefinition {
  const { id, instances, role, constraints, labels, secrets, backoff, ...app } = anApp();
  const { upgradeStrategy, killSelection, unreachableStrategy, version, versionInfo } = app;
  const basics = { instances, role, constraints, labels, secrets, backoff, upgradeStrategy };
  return {
    kind: 'pod',
    ...basics,
    id: id.replace('app', 'pod'),
    killSelection,
    unreachableStrategy,
    version,
    versionInfo,
    restartPolicy: 'Always',
    networks: [{ mode: 'host', labels: {} }],
    environment: {},
    containers: [aContainer()],
    volumes: [],
    executorResources: { cpus: 0.1, mem: 32, disk: 10 },
    ...members,
  };
}

export function aContainer(
  members: Partial<PodDefinition['containers'][number]> = {},
): PodDefinition['containers'][number] {
  return {
    name: 'web',
    exec: { command: { shell: 'sleep 1000' } },
    resources: { cpus: 0.5, mem: 64, disk: 0, gpus: 0 },
    endpoints: [],
    environment: {},
    volumeMounts: [],
    artifacts: [],
    labels: {},
    ...members,
  };
}
