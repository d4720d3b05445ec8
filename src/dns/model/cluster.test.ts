import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TaskState, TaskStatus } from '../../protocol/generated/mesos.ts';
import { HandClock } from '../../scheduler/test-support.ts';
import { Cluster, mostHeldMs, type Snapshot } from './cluster.ts';
import type { AgentFacts, FrameworkFacts, TaskFacts } from './facts.ts';
import { HostAddresses } from './host-addresses.ts';
import { hostLabel } from './labels.ts';
import type { NamingOptions, RecordKind } from './record-line.ts';

const naming: NamingOptions = {
  domain: 'mesos',
  label: hostLabel,
  ipSources: ['netinfo', 'mesos', 'host'],
};

let clock: HandClock;
let lookUps: { host: string; done: (ips: readonly string[] | undefined) => void }[];
let cluster: Cluster;

function make(): Cluster {
  const addresses = new HostAddresses({
    clock,
    refreshMs: 60_000,
    lookUp: (host, done) => void lookUps.push({ host, done }),
  });
  return new Cluster({ clock, naming, addresses });
}

beforeEach(() => {
  clock = new HandClock();
  lookUps = [];
  cluster = make();
});

const agent = (n: number, host = `10.0.0.${n}`): AgentFacts => ({
  id: `S${n}`,
  host,
  port: '5051',
});
const framework = (n: number, name = `fw${n}`): FrameworkFacts => ({
  id: `F${n}`,
  name,
  hostname: `10.1.0.${n}`,
});
const task = (n: number, parts: Partial<TaskFacts> = {}): TaskFacts => ({
  id: `T${n}`,
  frameworkId: 'F1',
  agentId: 'S1',
  name: 'web',
  isRunning: true,
  discovery: undefined,
  ports: [[31_000 + n, 31_000 + n]],
  running: undefined,
  ...parts,
});

function everything(parts: Partial<Snapshot> = {}): Snapshot {
  return {
    agents: [agent(1), agent(2)],
    recoveredAgents: [],
    frameworks: [framework(1)],
    tasks: [task(1), task(2, { agentId: 'S2' })],
    ...parts,
  };
}

const status = (id: string, state: TaskState, timestamp = 1): TaskStatus => ({
  task_id: { value: id },
  state,
  timestamp,
});
const find = (name: string, kind: RecordKind = 'A') => cluster.book.zone.find(kind, `${name}.`);

function dump(of: Cluster): readonly string[] {
  return (['A', 'AAAA', 'SRV', 'PTR'] as const)
    .flatMap((kind) =>
      [...of.book.zone.names(kind)].flatMap(([name, hosts]) =>
        hosts.map((host) => `${kind} ${name} ${host}`),
      ),
    )
    .toSorted();
}

describe('a cluster', () => {
  it('has a record of two instances until both are gone', () => {
    cluster.replace(everything({ tasks: [task(1), task(2)] }));
    expect(find('web.fw1.mesos')).toEqual(['10.0.0.1']);
    cluster.updateTask('F1', status('T1', 'TASK_FINISHED'), 'TASK_FINISHED');
    expect(find('web.fw1.mesos')).toEqual(['10.0.0.1']);
    cluster.updateTask('F1', status('T2', 'TASK_LOST'), 'TASK_LOST');
    expect(find('web.fw1.mesos')).toEqual([]);
    expect(cluster.book.zone.has('fw1.mesos.')).toBe(true);
    expect(cluster.book.zone.has('web.fw1.mesos.')).toBe(false);
  });

  it('touches the records of a task alone when the task changes', () => {
    const many = Array.from({ length: 500 }, (_, n) => task(n, { name: `app-${n}` }));
    cluster.replace(everything({ tasks: many }));
    const before = cluster.book.zone.changes;
    cluster.updateTask('F1', status('T7', 'TASK_KILLED'), 'TASK_KILLED');
    // Two names with the task's address, two with the agent's, four services; and the address' own.
    expect(cluster.book.zone.changes - before).toBe(9);
  });

  it('shows a task once it runs, with the addresses of the status that says so', () => {
    cluster.replace(everything({ tasks: [task(1, { isRunning: false })] }));
    expect(find('web.fw1.mesos')).toEqual([]);
    const running = {
      ...status('T1', 'TASK_RUNNING'),
      container_status: { network_infos: [{ ip_addresses: [{ ip_address: '172.17.0.9' }] }] },
    };
    cluster.updateTask('F1', running, 'TASK_RUNNING');
    expect(find('web.fw1.mesos')).toEqual(['172.17.0.9']);
    expect(find('web.fw1.slave.mesos')).toEqual(['10.0.0.1']);
  });

  it('takes tasks, agents and frameworks in any order', () => {
    cluster.putTask(task(1));
    cluster.putAgent(agent(1));
    expect(find('web.fw1.mesos')).toEqual([]);
    cluster.putFramework(framework(1));
    expect(find('web.fw1.mesos')).toEqual(['10.0.0.1']);
  });

  it('moves tasks along with their agent, and their framework', () => {
    cluster.replace(everything());
    cluster.putAgent(agent(1, '10.9.9.9'));
    expect(find('web.fw1.mesos').toSorted()).toEqual(['10.0.0.2', '10.9.9.9']);
    cluster.putFramework(framework(1, 'other'));
    expect(find('web.fw1.mesos')).toEqual([]);
    expect(find('web.other.mesos')).toHaveLength(2);
  });

  it('holds what ran on agents that a new master waits for', () => {
    cluster.replace(everything());
    cluster.replace({ agents: [], recoveredAgents: ['S1', 'S2'], frameworks: [], tasks: [] });
    expect(find('web.fw1.mesos')).toHaveLength(2);
    expect(find('fw1.mesos')).toEqual(['10.1.0.1']);
    // One comes back with its task, one without.
    cluster.putTask(task(1));
    cluster.putAgent(agent(1));
    cluster.putAgent(agent(2));
    cluster.putFramework(framework(1));
    clock.advance(5_000);
    expect(find('web.fw1.mesos')).toEqual(['10.0.0.1']);
  });

  it('gives up agents that do not come back', () => {
    cluster.replace(everything());
    cluster.replace({ agents: [], recoveredAgents: ['S1'], frameworks: [], tasks: [] });
    expect(find('web.fw1.mesos')).toEqual(['10.0.0.1']);
    clock.advance(mostHeldMs);
    expect(cluster.book.zone.recordCount).toBe(0);
  });

  it('looks names up, and follows them', () => {
    cluster.replace(everything({ agents: [agent(1, 'node-1.example')], tasks: [task(1)] }));
    // As the original, until there is an address.
    expect(find('web.fw1.slave.mesos')).toEqual(['node-1.example']);
    lookUps[0]!.done(['10.5.5.5']);
    expect(find('slave.mesos')).toEqual(['10.5.5.5']);
    expect(find('web.fw1.mesos')).toEqual(['10.5.5.5']);
    clock.advance(60_000);
    lookUps[1]!.done(undefined);
    expect(find('web.fw1.mesos')).toEqual(['10.5.5.5']);
    clock.advance(60_000);
    lookUps[2]!.done(['10.6.6.6']);
    expect(find('web.fw1.mesos')).toEqual(['10.6.6.6']);
  });

  it('keeps its masters while nobody leads, and counts a leader that is not listed last', () => {
    const masters = [
      { host: '10.0.0.7', port: '5050' },
      { host: '10.0.0.8', port: '5050' },
    ];
    cluster.setMasters({ leader: { host: '10.0.0.9', port: '5050' }, masters });
    cluster.setMasters({ leader: undefined, masters: [] });
    expect(find('leader.mesos')).toEqual(['10.0.0.9']);
    expect(find('master2.mesos')).toEqual(['10.0.0.9']);
    expect(find('_leader._tcp.mesos', 'SRV')).toEqual(['leader.mesos.:5050']);
  });
});

const change = fc.oneof(
  fc.record({ kind: fc.constant('task' as const), n: fc.nat(7), on: fc.nat(2), of: fc.nat(1) }),
  fc.record({ kind: fc.constant('end' as const), n: fc.nat(7), of: fc.nat(1) }),
  fc.record({ kind: fc.constant('agent' as const), n: fc.nat(2), host: fc.nat(3) }),
  fc.record({ kind: fc.constant('agent gone' as const), n: fc.nat(2) }),
  fc.record({ kind: fc.constant('framework' as const), n: fc.nat(1), name: fc.nat(2) }),
  fc.record({ kind: fc.constant('framework gone' as const), n: fc.nat(1) }),
);

it('has after any events what a fresh start with their outcome has', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      cluster = make();
      const agents = new Map<string, AgentFacts>();
      const frameworks = new Map<string, FrameworkFacts>();
      const tasks = new Map<string, TaskFacts>();
      const endIf = (is: (facts: TaskFacts) => boolean): void => {
        for (const [key, facts] of tasks) if (is(facts)) tasks.delete(key);
      };
      for (const each of changes) {
        if (each.kind === 'task') {
          const facts = task(each.n, {
            frameworkId: `F${each.of}`,
            agentId: `S${each.on}`,
            name: `n${each.n % 3}`,
          });
          tasks.set(`${each.of} ${each.n}`, facts);
          cluster.putTask(facts);
        } else if (each.kind === 'end') {
          tasks.delete(`${each.of} ${each.n}`);
          cluster.updateTask(`F${each.of}`, status(`T${each.n}`, 'TASK_KILLED'), 'TASK_KILLED');
        } else if (each.kind === 'agent') {
          agents.set(`S${each.n}`, agent(each.n, `10.0.0.${each.host}`));
          cluster.putAgent(agent(each.n, `10.0.0.${each.host}`));
        } else if (each.kind === 'agent gone') {
          // Of an agent that nobody spoke of yet, nothing ends.
          if (agents.delete(`S${each.n}`)) endIf(({ agentId }) => agentId === `S${each.n}`);
          cluster.removeAgent(`S${each.n}`);
        } else if (each.kind === 'framework') {
          frameworks.set(`F${each.n}`, framework(each.n, `fw${each.name}`));
          cluster.putFramework(framework(each.n, `fw${each.name}`));
        } else {
          frameworks.delete(`F${each.n}`);
          endIf(({ frameworkId }) => frameworkId === `F${each.n}`);
          cluster.removeFramework(`F${each.n}`);
        }
      }
      const outcome = {
        agents: [...agents.values()],
        recoveredAgents: [],
        frameworks: [...frameworks.values()],
        tasks: [...tasks.values()],
      };
      const fresh = make();
      fresh.replace(outcome);
      expect(dump(cluster)).toEqual(dump(fresh));
      // And a new subscription changes nothing.
      const before = cluster.book.zone.changes;
      cluster.replace(outcome);
      expect(cluster.book.zone.changes).toBe(before);
      cluster.replace({ agents: [], recoveredAgents: [], frameworks: [], tasks: [] });
      expect(cluster.book.zone.recordCount).toBe(0);
      expect(cluster.book.zone.has('mesos.')).toBe(false);
    }),
  );
});
