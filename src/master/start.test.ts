/** A real master process: real sockets and a log; who asks is the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadFlags } from '../foundation/flags/load.ts';
import { Logging } from '../foundation/logging/logging.ts';
import { otherMaster, RiggedElection } from '../leadership/test-support.ts';
import { allowAll } from '../security/authorization.ts';
import { masterFlags } from './flags.ts';
import { type RunningMaster, startMaster } from './start.ts';

describe('a master', () => {
  let directory: string;
  let running: RunningMaster | undefined;
  let log: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-master-'));
    log = '';
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(directory, { recursive: true });
  });

  let election: RiggedElection;

  /** Contends in the election of the test. */
  function startContending(given: { abort(why: string): void }): Promise<string> {
    return startWith({ elect: () => election, ...given }, '--ip=127.0.0.1');
  }

  function start(...args: string[]): Promise<string> {
    return startWith({}, ...args);
  }

  async function startWith(
    given: Partial<Parameters<typeof startMaster>[0]>,
    ...args: string[]
  ): Promise<string> {
    const usual = ['--registry=in_memory', '--port=0', '--hostname=localhost'];
    const outcome = loadFlags(masterFlags, { args: [...usual, ...args] });
    if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
    const logging = new Logging({
      program: 'mesos-master',
      verboseLevel: 0,
      writeStderr: (_, bytes) => {
        log += Buffer.from(bytes).toString();
        return bytes.length;
      },
    });
    running = await startMaster({ flags: outcome.flags, logging, ...given });
    logging.close();
    return `http://127.0.0.1:${running.address.port}`;
  }

  it('asks for credentials where there is an authenticator for the realm', async () => {
    const challenges = ['Basic realm="mesos-master-readonly"'] as const;
    const authenticate = () => ({ kind: 'unauthenticated', challenges }) as const;
    const access = {
      authorizer: allowAll,
      authenticators: new Map([['mesos-master-readonly', { authenticate }]]),
    };
    const url = await startWith({ access }, '--ip=127.0.0.1');
    const refused = await fetch(`${url}/state`);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, challenges[0]]);
    expect((await fetch(`${url}/weights`)).status).toBe(200);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('shows the log that somebody else writes', async () => {
    const path = join(directory, 'journal');
    writeFileSync(path, 'written by somebody else');
    const url = await start('--ip=127.0.0.1', `--external_log_file=${path}`);
    const response = await fetch(`${url}/files/read?path=/master/log&offset=0`);
    expect(await response.json()).toMatchObject({ data: 'written by somebody else' });
  });

  it('that announces an address which only its own machine finds says so', async () => {
    await start('--ip=0.0.0.0', '--advertise_ip=127.0.0.1');
    expect(log).toMatch(
      /^W.* Master listens on 0\.0\.0\.0 but announces 127\.0\.0\.1.*--advertise_ip/m,
    );
  });

  describe('that was not elected', () => {
    const aborted: string[] = [];
    let url: string;

    beforeEach(async () => {
      aborted.length = 0;
      election = new RiggedElection();
      const starting = startContending({ abort: (why) => aborted.push(why) });
      await vi.waitFor(() => expect(election.candidates).toHaveLength(1));
      election.elect(otherMaster);
      url = await starting;
    });

    async function ask(path: string, method = 'GET') {
      const response = await fetch(url + path, { method, redirect: 'manual' });
      return [response.status, response.headers.get('location') ?? (await response.text())];
    }

    async function elected() {
      const snapshot = (await (await fetch(`${url}/metrics/snapshot`)).json()) as object;
      return (snapshot as Record<string, number>)['master/elected'];
    }

    it.each([
      ['/state?x=1', '/master/state?x=1'],
      ['/master/slaves/', '/master/slaves/'],
      ['/tasks?limit=1', '/master/tasks?limit=1'],
      ['/roles', '/master/roles'],
      ['/api/v1/operator', '/master/api/v1/operator'],
      ['/master/quota', '/master/quota'],
      ['/redirect', ''],
      ['/master/redirect', ''],
    ])('sends %s on to the leader', async (path, target) => {
      expect(await ask(path)).toEqual([307, `//other:5052${target}`]);
    });

    it('sends calls on before it looks at them', async () => {
      for (const path of ['/api/v1', '/api/v1/scheduler', '/teardown']) {
        expect(await ask(path, 'POST')).toEqual([307, `//other:5052/master${path}`]);
      }
      expect(await ask('/weights', 'PUT')).toEqual([307, '//other:5052/master/weights']);
    });

    it('asks everybody to wait when there is no leader', async () => {
      election.elect(undefined);
      const answer = [503, 'No leader elected'];
      for (const path of ['/state', '/redirect']) expect(await ask(path)).toEqual(answer);
      expect(await ask('/api/v1/scheduler', 'POST')).toEqual(answer);
    });

    it('answers for itself', async () => {
      for (const path of ['/health', '/version', '/flags', '/metrics/snapshot', '/']) {
        expect((await ask(path))[0], path).toBe(200);
      }
      expect((await ask('/redirect/x'))[0]).toBe(404);
      expect((await ask('/nosuch'))[0]).toBe(404);
      expect(await elected()).toBe(0);
    });

    it('serves once it is elected, and is over when it leads no longer', async () => {
      election.electCandidate();
      const [candidate] = election.candidates;
      await vi.waitFor(async () => expect((await ask('/state'))[0]).toBe(200));
      const state = (await (await fetch(`${url}/state`)).json()) as Record<string, unknown>;
      expect(state).toMatchObject({
        id: candidate!.id,
        leader: candidate!.pid,
        leader_info: { id: candidate!.id, port: candidate!.port, hostname: 'localhost' },
      });
      expect(state['elected_time']).toBeGreaterThan(state['start_time'] as number);
      const body = '{"type":"GET_MASTER"}';
      const headers = { 'Content-Type': 'application/json' };
      const call = await fetch(`${url}/api/v1`, { method: 'POST', headers, body });
      expect(await call.json()).toMatchObject({
        get_master: { master_info: { id: candidate!.id }, elected_time: state['elected_time'] },
      });
      expect(await ask('/redirect')).toEqual([307, `//localhost:${candidate!.port}`]);
      expect(await elected()).toBe(1);
      election.elect(otherMaster);
      expect(aborted).toEqual(['Lost leadership: master@10.0.0.2:5052 with id M-2 was elected']);
      expect(await ask('/state')).toEqual([307, '//other:5052/master/state']);
      expect(await elected()).toBe(0);
    });
  });

  it('with a domain says so, and obeys its whitelist as soon as it is written', async () => {
    const whitelist = join(directory, 'hosts');
    const domain = { fault_domain: { region: { name: 'r' }, zone: { name: 'z' } } };
    await start('--ip=127.0.0.1', `--domain=${JSON.stringify(domain)}`, `--whitelist=${whitelist}`);
    expect(log).toMatch(/Cannot read --whitelist: ENOENT/);
    const url = `http://127.0.0.1:${running!.address.port}`;
    expect(await (await fetch(`${url}/state`)).json()).toMatchObject({ domain });
    const { core } = running!.master;
    expect(core.masterInfo.domain).toEqual(domain);
    const updated = vi.spyOn(core.allocator, 'updateWhitelist');
    writeFileSync(whitelist, 'a\nb\n');
    await vi.waitFor(() => expect(updated).toHaveBeenCalledWith(new Set(['a', 'b'])), 15_000);
  }, 30_000);

  it('that listens on loopback says so', async () => {
    await start('--ip=127.0.0.1');
    expect(log).toMatch(/^W.* Master bound to loopback interface! Cannot communicate with remote/m);
  });
});
