import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { ok } from '../../foundation/result.ts';
import { masterInfoOf } from '../../leadership/core/master-info.ts';
import { HandClock } from '../../scheduler/test-support.ts';
import { Cluster } from '../model/cluster.ts';
import type { HostPlace } from '../model/master-names.ts';
import { HostAddresses } from '../model/host-addresses.ts';
import { hostLabel } from '../model/labels.ts';
import { Feed } from './feed.ts';
import type { OperatorApi } from './stream.ts';

const infoOf = (n: number) =>
  masterInfoOf({ ip: `10.0.0.${n}`, port: 5050, hostname: `m${n}` }, `M${n}`);
const place = (n: number): HostPlace => ({ host: `10.0.0.${n}`, port: '5050' });
const framework = {
  framework_info: { id: { value: 'F1' }, user: 'u', name: 'old', hostname: '10.7.7.7' },
  active: true,
  connected: true,
  recovered: false,
};

describe('a feed', () => {
  let clock: HandClock;
  let cluster: Cluster;
  let asked: string[];
  let summary: unknown;

  beforeEach(() => {
    clock = new HandClock();
    asked = [];
    summary = {};
    const addresses = new HostAddresses({ clock, refreshMs: 60_000, lookUp: () => undefined });
    const naming = { domain: 'mesos', label: hostLabel, ipSources: ['host'] as const };
    cluster = new Cluster({ clock, naming, addresses });
  });

  const make = (masters: readonly HostPlace[], hasZooKeeper: boolean): Feed => {
    const api = {
      ask: (url: string, type: string) => {
        asked.push(`${type} ${url}`);
        return Promise.resolve(ok({ type, get_master: { master_info: infoOf(2) } }));
      },
      getJson: (url: string) => {
        asked.push(url);
        return Promise.resolve(ok(summary));
      },
    } as unknown as OperatorApi;
    const leastPidIntervalMs = 60_000;
    const parts = { cluster, api, clock, log: silentLog, masters, hasZooKeeper };
    return new Feed({ ...parts, leastPidIntervalMs });
  };
  const find = (name: string, kind: 'A' | 'SRV' = 'A') => cluster.book.zone.find(kind, name);
  /** What was asked has been answered. */
  const answered = () => new Promise((resolve) => setImmediate(resolve));

  it('numbers the masters of ZooKeeper from the leader on', () => {
    const feed = make([place(9)], true);
    feed.leaderChanged(infoOf(2));
    expect(find('leader.mesos.')).toEqual(['10.0.0.2']);
    expect(find('master1.mesos.')).toEqual(['10.0.0.9']);
    feed.mastersChanged([infoOf(1), infoOf(2), infoOf(3)]);
    const numbered = [0, 1, 2, 3].map((n) => find(`master${n}.mesos.`)[0]);
    expect(numbered).toEqual(['10.0.0.2', '10.0.0.1', '10.0.0.3', undefined]);
    feed.leaderChanged(undefined);
    expect(find('leader.mesos.')).toEqual(['10.0.0.2']);
    feed.leaderChanged(infoOf(3));
    expect(find('leader.mesos.')).toEqual(['10.0.0.3']);
  });

  it('numbers listed masters as they are listed, and asks who leads', async () => {
    const feed = make([place(1), place(2)], false);
    feed.leaderChanged(infoOf(1));
    expect(find('leader.mesos.')).toEqual([]);
    feed.subscribed('http://10.0.0.2:5050/api/v1');
    await answered();
    expect(asked[0]).toBe('GET_MASTER http://10.0.0.2:5050/api/v1');
    expect(find('leader.mesos.')).toEqual(['10.0.0.2']);
    expect(find('master0.mesos.')).toEqual(['10.0.0.1']);
    expect(find('master1.mesos.')).toEqual(['10.0.0.2']);
  });

  it('knows where older schedulers listen, and does not ask too often', async () => {
    summary = { frameworks: [{ id: 'F1', pid: 'scheduler(1)@10.8.8.8:4040' }, { id: 'F2' }] };
    const feed = make([place(1)], false);
    feed.receive({ type: 'FRAMEWORK_ADDED', framework_added: { framework } });
    expect(find('old.mesos.')).toEqual(['10.7.7.7']);
    feed.subscribed('http://10.0.0.2:5050/api/v1');
    clock.advance(0);
    await answered();
    expect(find('old.mesos.')).toEqual(['10.8.8.8']);
    expect(find('_framework._tcp.old.mesos.', 'SRV')).toEqual(['old.mesos.:4040']);
    const summaries = () => asked.filter((url) => url.endsWith('/state-summary'));
    feed.receive({ type: 'FRAMEWORK_UPDATED', framework_updated: { framework } });
    feed.receive({ type: 'FRAMEWORK_UPDATED', framework_updated: { framework } });
    clock.advance(59_000);
    expect(summaries()).toEqual(['http://10.0.0.2:5050/state-summary']);
    clock.advance(1_000);
    expect(summaries()).toHaveLength(2);
    feed.close();
    expect(feed.counts.get('FRAMEWORK_UPDATED')).toBe(2);
  });
});
