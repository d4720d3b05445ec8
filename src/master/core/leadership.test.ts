/** What a master does with messages depends on whether it leads. */
import { describe, expect, it } from 'vitest';
import { otherMaster, RiggedElection } from '../../leadership/test-support.ts';
import { anAgent, storeDelayMs, TestMaster } from './test-support.ts';

const pid = 'slave(1)@127.0.0.1:5051';

function contending(): { master: TestMaster; election: RiggedElection } {
  const election = new RiggedElection();
  return { election, master: new TestMaster({}, undefined, 'recovered', election) };
}

describe('a master that is not the leader', () => {
  it('drops messages and touches no registry', () => {
    const { master, election } = contending();
    election.elect(otherMaster);
    expect(master.recovery).toEqual({ ok: true });
    master.register(pid, anAgent());
    master.master.receive(
      'scheduler@1.2.3.4:5',
      'mesos.internal.RegisterFrameworkMessage',
      new Uint8Array(),
    );
    master.advance(3 * storeDelayMs);
    expect(master.counts.get('master/dropped_messages')).toBe(2);
    expect([master.sent, master.state.agents.size, master.disk.size]).toEqual([[], 0, 0]);
  });

  it('serves nobody while it recovers, and everybody afterwards', () => {
    const { master, election } = contending();
    election.electCandidate();
    master.register(pid, anAgent());
    expect(master.counts.get('master/dropped_messages')).toBe(1);
    master.advance(3 * storeDelayMs);
    master.register(pid, anAgent());
    master.advance(storeDelayMs);
    expect(master.sentTo(pid, 'SlaveRegisteredMessage')).toHaveLength(1);
  });

  it('any longer ends and serves nobody until then', () => {
    const { master, election } = contending();
    election.electCandidate();
    master.advance(3 * storeDelayMs);
    election.loseCandidacy();
    expect(master.aborted).toEqual(['Lost leadership: the candidacy is gone']);
    master.register(pid, anAgent());
    master.advance(3 * storeDelayMs);
    expect(master.sentTo(pid, 'SlaveRegisteredMessage')).toEqual([]);
  });
});
