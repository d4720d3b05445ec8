import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../foundation/log.ts';
import { masterInfoOf } from '../../../leadership/core/master-info.ts';
import { MasterInfo } from '../../../protocol/generated/mesos.ts';
import { type PretendClient, PretendEnsemble } from '../test-support.ts';
import { ZooKeeperContender } from './contender.ts';
import { ZooKeeperDetector } from './detector.ts';
import { OwnCandidacy } from './own-candidacy.ts';

const path = '/mesos';

function infoOf(name: string): MasterInfo {
  return masterInfoOf({ ip: '10.0.0.1', port: 5050, hostname: name }, name);
}

class Candidate {
  readonly heard: string[] = [];
  readonly clients: PretendClient[] = [];
  readonly contender: ZooKeeperContender;
  readonly #name: string;

  constructor(world: PretendEnsemble, name: string, candidacy?: OwnCandidacy) {
    this.#name = name;
    const connect = () => {
      this.clients.push(world.client());
      return this.clients.at(-1)!.client;
    };
    const parts = { connect, path, hasCredentials: false, url: 'zk://zk1/mesos', log: silentLog };
    this.contender = new ZooKeeperContender(candidacy ? { ...parts, candidacy } : parts);
    this.contend();
  }

  contend(): void {
    this.contender.contend(infoOf(this.#name), {
      lost: () => this.heard.push('lost'),
      failed: (why) => this.heard.push(why),
    });
  }
}

class Onlooker {
  readonly heard: (string | undefined)[] = [];
  /** Each listing of the group. */
  readonly groups: string[] = [];
  readonly clients: PretendClient[] = [];

  constructor(world: PretendEnsemble, candidacy?: OwnCandidacy) {
    const connect = () => {
      this.clients.push(world.client());
      return this.clients.at(-1)!.client;
    };
    const parts = { connect, path, hasCredentials: false, url: 'zk://zk1/mesos', log: silentLog };
    const own = candidacy ? { candidacy } : {};
    new ZooKeeperDetector({ ...parts, ...own, clock: world.clock }).watch({
      changed: (leader) => this.heard.push(leader?.id),
      group: (masters) => this.groups.push(masters.map(({ id }) => id).join(' ')),
      failed: (why) => this.heard.push(why),
    });
  }
}

describe('an election by ZooKeeper', () => {
  it('is won by who came first, and then by the next', () => {
    const world = new PretendEnsemble();
    const onlooker = new Onlooker(world);
    world.pass(500);
    expect(onlooker.heard).toEqual([undefined]);
    const one = new Candidate(world, 'one');
    world.pass(500);
    new Candidate(world, 'two');
    world.pass(500);
    expect(onlooker.heard).toEqual([undefined, 'one']);
    one.contender.close();
    world.pass(500);
    expect(onlooker.heard).toEqual([undefined, 'one', 'two']);
  });

  it('is followed by whoever wants to know all that stand for it', () => {
    const world = new PretendEnsemble();
    const onlooker = new Onlooker(world);
    world.pass(500);
    const candidates = ['one', 'two', 'three'].map((name) => {
      const candidate = new Candidate(world, name);
      world.pass(500);
      return candidate;
    });
    const { client } = world.client();
    const options = { mode: 'ephemeral sequential' } as const;
    const junk = Buffer.from('junk');
    world.ask<string>((done) => client.create('/mesos/json.info_', junk, options, done));
    world.pass(500);
    candidates[1]!.contender.close();
    world.pass(500);
    const groups = ['one', 'one two', 'one two three', 'one three'];
    expect([...new Set(onlooker.groups)]).toEqual(groups);
    // Who cannot be read is left out.
    expect(onlooker.groups.at(-1)).toBe('one three');
  });

  it('writes what other masters and agents read', () => {
    const world = new PretendEnsemble();
    new Candidate(world, 'one');
    world.pass(500);
    const node = world.service.tree.find('/mesos/json.info_0000000000')!;
    const text = Buffer.from(node.data).toString();
    expect(JSON.parse(text)).toMatchObject({ id: 'one', port: 5050, hostname: 'one' });
  });

  it('reads what masters before 0.24 wrote, and passes over what is no master', () => {
    const world = new PretendEnsemble();
    const { client } = world.client();
    const old = MasterInfo.encode(infoOf('old'));
    world.ask<void>((done) => client.createPath('/mesos/log_replicas', [], done));
    world.ask<void>((done) =>
      client.createPath('/mesos', [{ permissions: 31, scheme: 'world', id: 'anyone' }], done),
    );
    const options = { mode: 'ephemeral sequential' } as const;
    world.ask<string>((done) => client.create('/mesos/info_', old, options, done));
    new Candidate(world, 'new');
    const onlooker = new Onlooker(world);
    world.pass(500);
    expect(onlooker.heard).toEqual(['old']);
  });

  it('is lost with the session, before anybody else is told to lead', () => {
    const world = new PretendEnsemble();
    const one = new Candidate(world, 'one');
    world.pass(500);
    new Candidate(world, 'two');
    const onlooker = new Onlooker(world);
    world.pass(500);
    one.clients[0]!.wire.isBlackHole = true;
    while (one.heard.length === 0) {
      expect(onlooker.heard).toEqual(['one']);
      world.pass(10);
    }
    world.pass(7000);
    expect(one.heard).toEqual(['lost']);
    expect(onlooker.heard).toEqual(['one', 'two']);
  });

  it('does not make a leader of who stands by another node by now', () => {
    const world = new PretendEnsemble();
    const candidacy = new OwnCandidacy('one');
    const one = new Candidate(world, 'one', candidacy);
    const itself = new Onlooker(world, candidacy);
    world.pass(500);
    new Candidate(world, 'two');
    const other = new Onlooker(world);
    world.pass(500);
    // Sessions do not end while there is no quorum, but their clients have to give them up.
    world.service.loseQuorum();
    world.pass(8000);
    expect(one.heard).toEqual(['lost']);
    one.contend();
    world.service.regainQuorum();
    world.pass(3000);
    expect(other.heard.at(-1)).toBe('one');
    expect(itself.heard).toEqual(['one', undefined]);
    // The first of those who stand again leads when the old nodes are gone, whoever that is.
    world.pass(10_000);
    expect(other.heard.at(-1)).toBe('one');
    expect(itself.heard.at(-1)).toBe('one');
  });

  it('is lost when an operator removes the node', () => {
    const world = new PretendEnsemble();
    const one = new Candidate(world, 'one');
    world.pass(500);
    const { client } = world.client();
    world.ask<void>((done) => client.delete('/mesos/json.info_0000000000', -1, done));
    world.pass(500);
    expect(one.heard).toEqual(['lost']);
  });

  it('makes one node, also when the link breaks while it is made', () => {
    for (let breakMs = 0; breakMs < 60; breakMs++) {
      const world = new PretendEnsemble(breakMs, 10);
      const one = new Candidate(world, 'one');
      world.pass(breakMs);
      one.clients[0]!.wire.cut();
      world.pass(5000);
      const nodes = [...world.service.tree.paths()].filter((name) => name.includes('json.info_'));
      expect(nodes, `broken after ${breakMs} ms`).toHaveLength(1);
      expect(one.heard).toEqual([]);
    }
  });

  it('leaves the leader as it was while the ensemble is away, and nobody when that takes too long', () => {
    const world = new PretendEnsemble();
    new Candidate(world, 'one');
    const onlooker = new Onlooker(world);
    world.pass(500);
    world.service.loseQuorum();
    world.pass(3000);
    expect(onlooker.heard).toEqual(['one']);
    world.pass(5000);
    expect(onlooker.heard).toEqual(['one', undefined]);
    world.service.regainQuorum();
    world.pass(15_000);
    // The one who stood says so when it contends again; its old node has gone.
    expect(onlooker.heard.slice(0, 2)).toEqual(['one', undefined]);
  });

  it('says of a node that makes no sense that nobody leads, and looks again', () => {
    const world = new PretendEnsemble();
    const one = new Candidate(world, 'one');
    const onlooker = new Onlooker(world);
    world.pass(500);
    const { client } = world.client();
    const junk = Buffer.from('junk');
    const name = '/mesos/json.info_0000000000';
    one.contender.close();
    world.pass(500);
    const options = { mode: 'ephemeral' } as const;
    world.ask<string>((done) => client.create(name, junk, options, done));
    world.pass(500);
    expect(onlooker.heard).toEqual(['one', undefined]);
    world.ask((done) =>
      client.setData(name, Buffer.from(MasterInfo.toJson(infoOf('mended'))), -1, done),
    );
    world.pass(2000);
    expect(onlooker.heard).toEqual(['one', undefined, 'mended']);
  });
});
