import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../foundation/log.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import { otherMaster, RiggedElection } from '../test-support.ts';
import { Leadership, type LeadershipParts } from './leadership.ts';
import { masterInfoOf } from './master-info.ts';
import { standaloneElection } from './standalone.ts';

const own = masterInfoOf({ ip: '10.0.0.1', port: 5050, hostname: 'own' }, 'M-1');

describe('leadership', () => {
  let election: RiggedElection;
  let leadership: Leadership;
  let parts: LeadershipParts;
  let nowMs: number;
  let recoveries: ((result: Result<void>) => void)[];
  let aborted: string[];
  let settled: Result<void>[];

  beforeEach(() => {
    election = new RiggedElection();
    nowMs = 1000;
    recoveries = [];
    aborted = [];
    settled = [];
    parts = {
      title: 'master',
      own,
      clock: {
        now: () => nowMs,
        timestamp: () => nowMs,
        after: () => {
          throw new Error('nobody waits here');
        },
      },
      log: silentLog,
      recover: (done) => recoveries.push(done),
      abort: (why) => aborted.push(why),
    };
    leadership = new Leadership(parts);
  });

  const stand = (): void => leadership.stand(election, (result) => settled.push(result));

  it('is contended for, then recovered, then there', () => {
    stand();
    expect(election.candidates).toEqual([own]);
    expect([leadership.state, leadership.findHindrance()]).toEqual(['contending', 'not elected']);
    expect(leadership).toMatchObject({ isElected: false, leader: undefined, electedMs: undefined });
    election.electCandidate();
    expect([leadership.state, leadership.findHindrance()]).toEqual(['recovering', 'not recovered']);
    expect(leadership).toMatchObject({ isElected: true, leader: own, electedMs: 1000 });
    expect(settled).toEqual([]);
    recoveries[0]!(ok(undefined));
    expect([leadership.state, leadership.findHindrance()]).toEqual(['leading', undefined]);
    expect(settled).toEqual([ok(undefined)]);
  });

  it('of a master that is alone is there at once', () => {
    leadership.stand(standaloneElection(own), (result) => settled.push(result));
    recoveries[0]!(ok(undefined));
    expect(leadership.state).toBe('leading');
  });

  it('of another is stood by for, and can still be won', () => {
    stand();
    election.elect(otherMaster);
    expect(settled).toEqual([ok(undefined)]);
    expect(leadership).toMatchObject({ state: 'contending', leader: otherMaster });
    election.elect(undefined);
    expect(leadership).toMatchObject({ state: 'contending', leader: undefined });
    expect(recoveries).toEqual([]);
    election.electCandidate();
    recoveries[0]!(ok(undefined));
    expect(leadership.state).toBe('leading');
    expect([settled.length, aborted]).toEqual([1, []]);
  });

  it('of a master in another region is no place to stand by', () => {
    const domain = (region: string): NonNullable<MasterInfo['domain']> => ({
      fault_domain: { region: { name: region }, zone: { name: 'z' } },
    });
    Object.assign(parts, { own: { ...own, domain: domain('here') } });
    leadership = new Leadership(parts);
    stand();
    election.elect({ ...otherMaster, domain: domain('here') });
    election.elect(otherMaster);
    expect(leadership.state).toBe('contending');
    election.elect({ ...otherMaster, domain: domain('there') });
    expect(aborted).toEqual([
      `The leading master ${otherMaster.pid} has a --domain in the region 'there', this one in ` +
        "'here'; all masters of a cluster must be in the same region",
    ]);
  });

  it('that is given again begins a new term without a second recovery', () => {
    stand();
    election.electCandidate();
    recoveries[0]!(ok(undefined));
    nowMs = 5000;
    election.electCandidate();
    expect(leadership).toMatchObject({ state: 'leading', electedMs: 5000 });
    expect(recoveries.length).toBe(1);
  });

  it.each<[string, (election: RiggedElection) => void]>([
    ['Lost leadership: master@10.0.0.2:5052 with id M-2 was elected', (e) => e.elect(otherMaster)],
    ['Lost leadership: nobody was elected', (e) => e.elect(undefined)],
    ['Lost leadership: the candidacy is gone', (e) => e.loseCandidacy()],
    ['Failed to contend: no', (e) => e.failToContend('no')],
    ['Failed to detect the leading master: no', (e) => e.failToDetect('no')],
  ])('once lost is lost for good: %s', (why, happen) => {
    stand();
    election.electCandidate();
    recoveries[0]!(ok(undefined));
    happen(election);
    expect([leadership.state, leadership.findHindrance()]).toEqual(['lost', 'not elected']);
    expect(aborted).toEqual([why]);
    election.electCandidate();
    election.loseCandidacy();
    expect([leadership.state, aborted.length]).toEqual(['lost', 1]);
    expect([recoveries.length, election.candidates.length]).toEqual([1, 1]);
  });

  it('lost while it recovers does not come by the end of the recovery', () => {
    stand();
    election.electCandidate();
    election.elect(otherMaster);
    recoveries[0]!(ok(undefined));
    expect(leadership.state).toBe('lost');
    // Whoever starts the master still waits, and ends the process.
    expect(settled).toMatchObject([{ ok: false }]);
    expect(aborted).toEqual([]);
  });

  it('is not there when the recovery fails; who stood by before has nobody to tell but the end', () => {
    stand();
    election.elect(otherMaster);
    election.electCandidate();
    recoveries[0]!(failure('the registry is damaged'));
    expect(leadership.state).toBe('lost');
    expect(aborted).toEqual(['the registry is damaged']);
  });

  it('is contended for again by a follower that lost its candidacy', () => {
    stand();
    election.elect(otherMaster);
    election.loseCandidacy();
    expect(election.candidates).toEqual([own, own]);
    expect([leadership.state, aborted]).toEqual(['contending', []]);
  });

  it('that is closed hears nothing more', () => {
    stand();
    leadership.close();
    expect(election.isClosed).toBe(true);
    election.electCandidate();
    election.failToDetect('no');
    expect([recoveries, settled, aborted]).toEqual([[], [], []]);
  });
});
