/**
 * Web pages and strangers before the real programs: names that are not ours, calls of other sites,
 * senders that claim another address, and a port that is open to everybody.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { Cluster, eventually, type Program } from '../support/cluster.ts';
import { message, talk } from '../support/hostile/wire.ts';

const cluster = new Cluster();
afterAll(() => cluster.stop());

function call(path: string, headers: string): string {
  const body = '{"type":"GET_VERSION"}';
  const types = 'Content-Type: application/json\r\nAccept: application/json';
  return `POST ${path} HTTP/1.1\r\n${headers}${types}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

async function expectGuarded(program: Program): Promise<void> {
  // An agent answers 503 until it has looked at what an earlier one left.
  const own = await eventually('it has recovered', async () => {
    const host = `Host: 127.0.0.1:${program.port}\r\n`;
    const answer = await talk(program.port, call('/api/v1', host));
    return answer.statuses[0] === 503 ? undefined : answer;
  });
  expect(own.statuses).toEqual([200]);
  expect((await talk(program.port, call('/api/v1', ''))).statuses).toEqual([200]);
  const rebound = await talk(program.port, call('/api/v1', 'Host: evil.example\r\n'));
  expect(rebound.statuses).toEqual([403]);
  const page = 'Host: localhost\r\nOrigin: http://evil.example\r\n';
  expect((await talk(program.port, call('/api/v1', page))).statuses).toEqual([403]);
  const named = await talk(program.port, call('/api/v1', 'Host: proxy.example:80\r\n'));
  expect(named.statuses).toEqual([200]);
}

describe('strangers', () => {
  it('get nothing through a browser, from a master or an agent', async () => {
    const flags = ['--known_hosts=proxy.example'];
    const master = await cluster.startMaster({ name: 'm', flags });
    const agent = await cluster.startAgent(master, { name: 'a', flags });
    await expectGuarded(master);
    await expectGuarded(agent);
    expect(master.log + agent.log).not.toContain('WITHOUT AUTHENTICATION');
  });

  it('may not claim an address that they do not send from, when that is forbidden', async () => {
    const environment = { LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH: 'true' };
    const master = await cluster.startMaster({ name: 'checked', environment });
    const forged = message(
      'master',
      'mesos.internal.X',
      'slave(1)@192.0.2.1:5051',
      Buffer.from(''),
    );
    const answer = await talk(master.port, forged);
    expect(answer.statuses).toEqual([400]);
    expect(answer.sentence).toContain('UPID IP address validation failed');
    const honest = message('master', 'mesos.internal.X', 'slave(1)@127.0.0.1:9', Buffer.from(''));
    expect((await talk(master.port, honest)).statuses).toEqual([202]);
  });

  it('are warned of on stderr by programs that listen openly, even with --quiet', async () => {
    const open = { ip: '0.0.0.0', flags: ['--quiet'] };
    const master = await cluster.startMaster({ name: 'open', ...open });
    expect(master.log).toContain(`0.0.0.0:${master.port} WITHOUT AUTHENTICATION`);
    const agent = await cluster.startAgent(master, { name: 'open-agent', ...open });
    expect(agent.log).toContain(`0.0.0.0:${agent.port} WITHOUT AUTHENTICATION`);
  });
});
