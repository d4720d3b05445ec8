import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import { AddressDetector, type AddressDetectorParts } from './address-detector.ts';
import type { Detector } from './election.ts';
import { ListDetector } from './list-detector.ts';
import type { MasterAddress } from './master-address.ts';
import { masterInfoOf } from './master-info.ts';

const a = { host: 'a', port: 1 };
const b = { host: 'b', port: 2 };

describe('detectors', () => {
  /** By host: the address, and who leads as that master says. */
  let ips: Map<string, string>;
  let leaders: Map<string, MasterAddress>;
  let asked: string[];
  let told: (string | undefined)[];
  let timers: (() => void)[];
  let events: (() => void)[];
  let parts: AddressDetectorParts & { ask: ConstructorParameters<typeof ListDetector>[1]['ask'] };

  beforeEach(() => {
    ips = new Map([
      ['a', '10.0.0.1'],
      ['b', '10.0.0.2'],
    ]);
    leaders = new Map();
    asked = [];
    told = [];
    timers = [];
    events = [];
    parts = {
      clock: {
        now: () => 0,
        timestamp: () => 0,
        after: (_, callback) => {
          timers.push(callback);
          return { cancel: () => void timers.splice(timers.indexOf(callback), 1) };
        },
      },
      log: silentLog,
      locate: ({ host, port }, done) => {
        const ip = ips.get(host);
        const found: Result<MasterInfo> =
          ip === undefined ? failure('ENOTFOUND') : ok(masterInfoOf({ ip, port, hostname: host }));
        events.push(() => done(found));
      },
      ask: ({ host }, done) => {
        asked.push(host);
        const leader = leaders.get(host);
        events.push(() => done(leader === undefined ? failure('it is gone') : ok(leader)));
      },
    };
  });

  function watch(detector: Detector): void {
    detector.watch({
      changed: (leader) => told.push(leader?.pid),
      failed: (why) => expect.unreachable(why),
    });
    settle();
  }

  function settle(): void {
    while (events.length > 0) events.shift()!();
  }

  function ring(): void {
    for (const timer of timers.splice(0)) timer();
    settle();
  }

  it('of one address tells of it once its name is known, whoever it thinks leads', () => {
    ips.delete('a');
    const detector = new AddressDetector(a, parts);
    watch(detector);
    expect(told).toEqual([]);
    ips.set('a', '10.0.0.9');
    ring();
    expect(told).toEqual(['master@10.0.0.9:1']);
    detector.doubt();
    expect([asked, timers, events]).toEqual([[], [], []]);
  });

  it('of a list tell of the one that leads, and ask no further', () => {
    leaders.set('a', b);
    watch(new ListDetector([a, b], parts));
    expect([told, asked, timers]).toEqual([['master@10.0.0.2:2'], ['a'], []]);
  });

  it('of a list ask the next one when one is gone or names a stranger', () => {
    leaders.set('b', { host: 'nowhere', port: 3 });
    const c = { host: 'c', port: 3 };
    leaders.set('c', b);
    watch(new ListDetector([a, b, c], parts));
    expect([told, asked]).toEqual([['master@10.0.0.2:2'], ['a', 'b', 'c']]);
  });

  it('of a list go on asking as long as nobody knows', () => {
    watch(new ListDetector([a, b], parts));
    expect([told, asked]).toEqual([[], ['a', 'b']]);
    leaders.set('b', b);
    ring();
    expect([told, asked.length, timers]).toEqual([['master@10.0.0.2:2'], 4, []]);
  });

  it('of a list look again when they are doubted, and tell of another one only', () => {
    leaders.set('a', a);
    const detector = new ListDetector([a, b], parts);
    watch(detector);
    detector.doubt();
    detector.doubt();
    settle();
    expect([told, asked]).toEqual([['master@10.0.0.1:1'], ['a', 'a']]);
    leaders.delete('a');
    leaders.set('b', b);
    detector.doubt();
    settle();
    expect([told, asked]).toEqual([
      ['master@10.0.0.1:1', 'master@10.0.0.2:2'],
      ['a', 'a', 'a', 'b'],
    ]);
  });

  it('that are closed tell nothing more', () => {
    leaders.set('a', a);
    for (const detector of [new AddressDetector(a, parts), new ListDetector([a, b], parts)]) {
      detector.watch({ changed: () => told.push('told'), failed: () => undefined });
      detector.close();
      settle();
      detector.doubt();
      settle();
    }
    expect([told, timers]).toEqual([[], []]);
  });
});
