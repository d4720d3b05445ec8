import { describe, expect, it } from 'vitest';
import type { Offer, Resource, TaskInfo, TaskState } from '../../protocol/generated/mesos.ts';
import { parseResources } from '../../resources/flags.ts';
import { HandClock } from '../../scheduler/test-support.ts';
import { OfferedResources } from './fit.ts';
import { Run } from './run.ts';
import type { Work } from './tasks.ts';

function resources(text: string): Resource[] {
  const parsed = parseResources(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value.toMessages();
}

function offerOf(id: string, text: string): Offer {
  return {
    id: { value: id },
    framework_id: { value: 'F' },
    agent_id: { value: 'S1' },
    hostname: 'h',
    resources: resources(text),
  };
}

function task(name: string): TaskInfo {
  const ids = { task_id: { value: name }, agent_id: { value: '' } };
  return { name, ...ids, resources: resources('cpus:1;mem:64'), command: { value: 'true' } };
}

function begin(work: Work, killAfterMs?: number) {
  const lines: string[] = [];
  const notes: string[] = [];
  const calls: unknown[][] = [];
  const clock = new HandClock();
  const run = new Run(work, {
    calls: {
      accept: (...args) => void calls.push(['accept', ...args]),
      decline: (offers) => void calls.push(['decline', offers.length]),
      kill: (...args) => void calls.push(['kill', ...args]),
      reconcile: (tasks) => void calls.push(['reconcile', tasks]),
      suppress: () => void calls.push(['suppress']),
    },
    clock,
    note: (line) => void notes.push(line),
    print: (line) => void lines.push(...line.split('\n')),
    killAfterMs,
    onDone: () => void lines.push('done'),
  });
  const update = (name: string, state: TaskState, message?: string): void =>
    run.update({
      task_id: { value: name },
      state,
      agent_id: { value: 'S1' },
      source: 'SOURCE_EXECUTOR',
      ...(message === undefined ? {} : { message }),
    });
  return { lines, notes, calls, clock, run, update };
}

describe('a run', () => {
  it('waits for an offer that is large enough and declines the others', () => {
    const { lines, notes, calls, run } = begin({ kind: 'task', task: task('t') });
    run.subscribed('F');
    run.offers([offerOf('O1', 'cpus:0.5;mem:1000')]);
    run.offers([offerOf('O2', 'cpus:4;mem:1000;ports:[1-2]'), offerOf('O3', 'cpus:4;mem:1000')]);
    expect(lines).toEqual(['Subscribed with ID F', "Submitted task 't' to agent 'S1'"]);
    expect(calls.map(([name]) => name)).toEqual(['decline', 'accept', 'suppress', 'decline']);
    expect(notes).toEqual([
      'Declined an offer of cpus:0.5; mem:1000 from h: the task needs cpus:1; mem:64; ' +
        'waiting for a larger one',
    ]);
    const launched = { ...task('t'), agent_id: { value: 'S1' } };
    expect(calls[1]?.[2]).toEqual([{ type: 'LAUNCH', launch: { task_infos: [launched] } }]);
  });

  it('prints updates as Mesos does and is done with the last task of a pod', () => {
    const executor = {
      executor_id: { value: 'default-executor' },
      resources: resources('cpus:0.1'),
    };
    const pod: Work = { kind: 'group', executor, tasks: [task('a'), task('b')] };
    const { lines, calls, run, update } = begin(pod);
    run.offers([offerOf('O1', 'cpus:2;mem:1000')]);
    expect(calls).toEqual([['decline', 1]]);
    run.offers([offerOf('O2', 'cpus:2.1;mem:1000')]);
    update('a', 'TASK_FINISHED', 'Command exited with status 0');
    update('a', 'TASK_KILLED');
    update('b', 'TASK_UNREACHABLE');
    update('b', 'TASK_FAILED');
    expect(lines).toEqual([
      "Submitted task group with tasks [ a, b ] to agent 'S1'",
      "Received status update TASK_FINISHED for task 'a'",
      "  message: 'Command exited with status 0'",
      '  source: SOURCE_EXECUTOR',
      "Received status update TASK_KILLED for task 'a'",
      '  source: SOURCE_EXECUTOR',
      "Received status update TASK_UNREACHABLE for task 'b'",
      '  source: SOURCE_EXECUTOR',
      "Received status update TASK_FAILED for task 'b'",
      '  source: SOURCE_EXECUTOR',
      'done',
    ]);
  });

  it('kills a task once, so long after it runs', () => {
    const { lines, calls, clock, run, update } = begin({ kind: 'task', task: task('t') }, 1000);
    run.offers([offerOf('O1', 'cpus:1;mem:64')]);
    clock.advance(5000);
    update('t', 'TASK_RUNNING');
    update('t', 'TASK_RUNNING');
    clock.advance(999);
    expect(calls.filter(([name]) => name === 'kill')).toEqual([]);
    clock.advance(1);
    expect(calls.filter(([name]) => name === 'kill')).toEqual([['kill', 't', { agentId: 'S1' }]]);
    expect(lines.at(-1)).toBe("Asked to kill task 't' on agent 'S1'");
  });
});

describe('a run whose connection broke', () => {
  it('asks what became of its task until it knows', () => {
    const { lines, calls, clock, run, update } = begin({ kind: 'task', task: task('t') });
    run.subscribed('F');
    run.offers([offerOf('O1', 'cpus:1;mem:64')]);
    update('t', 'TASK_RUNNING');
    calls.length = 0;
    run.subscribed('F');
    clock.advance(10_000);
    const asked = ['reconcile', [{ taskId: 't', agentId: 'S1' }]];
    expect(calls).toEqual([asked, asked]);
    lines.length = 0;
    const status = { task_id: { value: 't' }, reason: 'REASON_RECONCILIATION' } as const;
    run.update({ ...status, state: 'TASK_RUNNING' });
    clock.advance(60_000);
    expect([calls.length, lines]).toEqual([2, []]);
    run.subscribed('F');
    run.update({ ...status, state: 'TASK_GONE' });
    expect(lines.slice(1)).toEqual([
      "Received status update TASK_GONE for task 't'",
      '  reason: REASON_RECONCILIATION',
      'done',
    ]);
  });
});

describe('fitting', () => {
  it('takes what is reserved first, the rest from everybody, exactly', () => {
    const offered = new OfferedResources(resources('cpus:1;cpus(r):0.3;mem:100'));
    expect(offered.take(resources('cpus:0.9'))).toEqual([
      {
        name: 'cpus',
        type: 'SCALAR',
        scalar: { value: 0.3 },
        reservations: [{ type: 'STATIC', role: 'r' }],
      },
      { name: 'cpus', type: 'SCALAR', scalar: { value: 0.6 } },
    ]);
    expect(offered.take(resources('cpus:0.4;mem:101'))).toBeUndefined();
    expect(offered.take(resources('cpus:0.4;mem:100'))).toHaveLength(2);
    expect(offered.take(resources('cpus:0.001'))).toBeUndefined();
  });

  it('takes ranges whole', () => {
    const offered = new OfferedResources(resources('ports:[1-5,8-9]'));
    expect(offered.take(resources('ports:[2-3]'))).toEqual(resources('ports:[2-3]'));
    expect(offered.take(resources('ports:[3-4]'))).toBeUndefined();
    expect(offered.take(resources('ports:[4-5,8-8]'))).toEqual(resources('ports:[4-5,8-8]'));
  });
});
