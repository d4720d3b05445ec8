import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PretendEnsemble } from './test-support.ts';
import { openToAll } from './operations.ts';
import type { ZooKeeperResult } from './errors.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const codeOf = (result: ZooKeeperResult<unknown> | undefined): string | undefined =>
  result === undefined || result.ok ? undefined : result.error.code;

describe('a session', () => {
  it('opens by itself, and operations asked for before wait for it', () => {
    const world = new PretendEnsemble();
    const { client, states } = world.client();
    const made = world.ask<string>((done) => client.create('/a', bytes('x'), {}, done));
    expect(made).toEqual({ ok: true, value: '/a' });
    expect(states).toEqual(['connected']);
  });

  it('lives on at another server when its link is cut', () => {
    const world = new PretendEnsemble();
    const { client, wire, states } = world.client();
    world.pass(100);
    const { id } = client.session;
    wire.cut();
    world.pass(2000);
    expect(states).toEqual(['connected', 'connecting', 'connected']);
    expect(client.session.id).toBe(id);
  });

  it('fails what was on its way when the link is cut, and sends what was not', () => {
    const world = new PretendEnsemble();
    const { client, wire } = world.client();
    world.pass(100);
    const results: ZooKeeperResult<string>[] = [];
    client.create('/sent', bytes(''), {}, (result) => results.push(result));
    wire.cut();
    client.create('/waiting', bytes(''), {}, (result) => results.push(result));
    world.pass(2000);
    expect(results.map(codeOf)).toEqual(['CONNECTION_LOSS', undefined]);
  });

  it('is expired within its time on a link that swallows everything, and never after its node is gone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 9000 }),
        (seed, atMs) => {
          const world = new PretendEnsemble(seed, 40);
          const { client, wire, states } = world.client({ timeoutMs: 6000 });
          client.create('/mine', bytes(''), { mode: 'ephemeral' }, () => undefined);
          world.pass(500 + atMs);
          wire.isBlackHole = true;
          const cutMs = world.clock.now();
          while (!states.includes('expired') && world.clock.now() < cutMs + 10_000) {
            world.pass(10);
            if (!states.includes('expired')) {
              expect(world.service.tree.find('/mine'), 'node of a living session').toBeDefined();
            }
          }
          expect(client.state).toBe('expired');
          expect(world.clock.now() - cutMs).toBeLessThanOrEqual(6010);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is told by the server when it came back too late', () => {
    const world = new PretendEnsemble();
    const { client, states } = world.client();
    world.pass(100);
    world.service.endSession(client.session.id);
    world.pass(3000);
    expect(states.at(-1)).toBe('expired');
    const late = world.ask<string>((done) => client.create('/late', bytes(''), {}, done));
    expect(codeOf(late)).toBe('SESSION_EXPIRED');
  });

  it('outlives an ensemble without quorum that comes back in time', () => {
    const world = new PretendEnsemble();
    const { states } = world.client({ timeoutMs: 10_000 });
    world.pass(100);
    world.service.loseQuorum();
    world.pass(4000);
    world.service.regainQuorum();
    world.pass(4000);
    expect(states).toEqual(['connected', 'connecting', 'connected']);
  });

  it('keeps quiet sessions alive by pings', () => {
    const world = new PretendEnsemble();
    const { client, states } = world.client({ timeoutMs: 3000 });
    world.pass(60_000);
    expect(client.state).toBe('connected');
    expect(states).toEqual(['connected']);
    expect(world.service.sessionCount).toBe(1);
  });

  it('takes its ephemeral nodes along when it is closed', () => {
    const world = new PretendEnsemble();
    const { client } = world.client();
    world.ask<string>((done) => client.create('/mine', bytes(''), { mode: 'ephemeral' }, done));
    let isClosed = false;
    client.close(() => (isClosed = true));
    world.pass(100);
    expect(isClosed).toBe(true);
    expect(world.service.tree.find('/mine')).toBeUndefined();
    expect(codeOf(world.ask<void>((done) => client.sync('/', done)))).toBe('CLOSED');
  });

  it('does not believe a server that answers what was not asked', () => {
    const world = new PretendEnsemble();
    const { client, states } = world.client();
    world.pass(100);
    client.session.received(Buffer.from('00000010000003e70000000000000001ffffff9b', 'hex'));
    expect(states.at(-1)).toBe('connecting');
    world.pass(2000);
    expect(client.state).toBe('connected');
  });
});

describe('a watcher', () => {
  it('hears once, below the chroot, of what happened', () => {
    const world = new PretendEnsemble();
    const { client } = world.client({ chroot: '/app' });
    const other = world.client();
    world.ask<void>((done) => other.client.createPath('/app', openToAll, done));
    const heard: string[] = [];
    world.ask((done) =>
      client.exists('/a', ({ type, path }) => heard.push(`${type} ${path}`), done),
    );
    world.ask<string>((done) => other.client.create('/app/a', bytes('1'), {}, done));
    world.ask((done) => other.client.setData('/app/a', bytes('2'), -1, done));
    expect(heard).toEqual(['created /a']);
  });

  it('hears of what happened while its link was down', () => {
    const world = new PretendEnsemble();
    const { client, wire } = world.client();
    const other = world.client();
    world.ask<string>((done) => client.create('/a', bytes('1'), {}, done));
    const heard: string[] = [];
    world.ask((done) => client.getData('/a', ({ type }) => heard.push(`data ${type}`), done));
    world.ask((done) =>
      client.getChildren('/', ({ type }) => heard.push(`children ${type}`), done),
    );
    world.ask((done) => client.exists('/b', ({ type }) => heard.push(`exists ${type}`), done));
    wire.cut();
    world.ask((done) => other.client.setData('/a', bytes('2'), -1, done));
    world.ask<string>((done) => other.client.create('/b', bytes(''), {}, done));
    world.pass(3000);
    expect(heard.sort()).toEqual(['children children changed', 'data changed', 'exists created']);
  });
});

describe('several writes at once', () => {
  it('happen whole or not at all, and the error names the part', () => {
    const world = new PretendEnsemble();
    const { client } = world.client();
    world.ask<string>((done) => client.create('/a', bytes('1'), {}, done));
    const refused = world.ask((done) =>
      client.multi(
        [
          { kind: 'set', path: '/a', data: bytes('2') },
          { kind: 'check', path: '/a', version: 7 },
          { kind: 'create', path: '/b', data: bytes('') },
        ],
        done,
      ),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'BAD_VERSION' } });
    expect(refused).toMatchObject({ error: { message: 'multi, check /a: BAD_VERSION' } });
    expect(Buffer.from(world.service.tree.find('/a')!.data).toString()).toBe('1');
    expect(world.service.tree.find('/b')).toBeUndefined();
  });

  it('are refused before they are sent when they are too large', () => {
    const world = new PretendEnsemble();
    const { client } = world.client();
    const refused = world.ask<string>((done) =>
      client.create('/a', new Uint8Array(2 ** 20), {}, done),
    );
    expect(codeOf(refused)).toBe('BAD_ARGUMENTS');
    expect(client.state).toBe('connected');
  });
});
