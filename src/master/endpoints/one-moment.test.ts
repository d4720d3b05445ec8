/** Answers that take many turns show one moment, however much changes between the turns. */
import { describe, expect, it } from 'vitest';
import type { Task } from '../../protocol/generated/mesos.ts';
import { messageDocument } from '../calls/operator/message-document.ts';
import { responseMembers, stateMembers } from '../calls/operator/state-members.ts';
import { wholeView } from '../../security/view.ts';
import { type Cached, touch } from '../core/state.ts';
import { TestMaster, aFramework, aRunningTask, anAgent } from '../core/test-support.ts';
import { type Body, ChunkPool, Output } from './body.ts';
import { fragmentOf } from './fragments.ts';
import { frameworksDocument } from './frameworks.ts';
import { eachOf, makeTexts } from './one-moment.ts';
import type { Document } from './renderer.ts';
import { slavesDocument } from './slaves.ts';
import { stateSummaryDocument } from './state-summary.ts';
import { stateDocument } from './state.ts';
import { readTasksQuery, tasksDocument } from './tasks.ts';
import { contextOf } from './test-support.ts';

const agentCount = 100;
const tasksPerAgent = 5;

function largeMaster(): TestMaster {
  const test = new TestMaster();
  const frameworkId = 'F';
  for (let i = 0; i < agentCount; i++) {
    const tasks = Array.from({ length: tasksPerAgent }, (_, j) => ({
      ...aRunningTask(`t${i}-${j}`, frameworkId, 'cpus:0.1;mem:1'),
      agent_id: { value: `S${i}` },
    }));
    const info = aFramework({ id: { value: frameworkId } });
    const agent = anAgent('cpus:4;mem:4096', `S${i}`);
    test.reregister(`slave(1)@10.0.0.${i}:5051`, agent, { tasks, frameworks: [info] });
  }
  test.advance(10_000);
  return test;
}

/** Everything that is shown says the same number, and changes it in one go. */
function setAll({ state }: TestMaster, number: number): void {
  const mark = `mark-${number}-`;
  for (const agent of state.agents.values()) {
    agent.version = mark;
    touch(agent);
  }
  for (const framework of state.frameworks.values()) {
    framework.info = { ...framework.info, name: mark };
    for (const record of framework.tasks.values()) {
      const task = record.task as Task;
      task.name = mark;
      task.state = number % 2 === 0 ? 'TASK_RUNNING' : 'TASK_KILLING';
      touch(record);
    }
    touch(framework);
  }
}

function textWhileChanging(
  test: TestMaster,
  document: Document,
  encoding: BufferEncoding = 'utf8',
): { text: string; turns: number } {
  const output = new Output(new ChunkPool());
  let turns = 0;
  setAll(test, 0);
  for (const _pause of document(output)) setAll(test, ++turns);
  const body: Body = output.finish(1);
  return { text: body.takeCopy().toString(encoding), turns };
}

function marksIn(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [mark] of text.matchAll(/mark-\d+-/g)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
}

const agents = agentCount;
const tasks = agentCount * tasksPerAgent;

describe('an answer that is written in many turns', () => {
  const test = largeMaster();
  const context = contextOf(test);
  const allTasks = readTasksQuery(new Map([['limit', '100000']]));
  const getState = () =>
    responseMembers('GET_STATE', stateMembers({ state: test.state, view: wholeView }));

  it.each<[string, Document, number]>([
    ['/state', stateDocument(context), agents + tasks + 1],
    ['/slaves', slavesDocument(context, undefined), agents],
    ['/frameworks', frameworksDocument(context, undefined), tasks + 1],
    ['/tasks', tasksDocument(context, allTasks), tasks],
    ['GET_STATE', messageDocument('application/json', getState), agents + tasks + 1],
  ])('%s shows one moment', (_name, document, count) => {
    const { text, turns } = textWhileChanging(test, document);
    expect(turns).toBeGreaterThan(5);
    expect([...marksIn(text).values()]).toEqual([count]);
    expect(() => void JSON.parse(text)).not.toThrow();
  });

  it('GET_STATE shows one moment in protobuf too', () => {
    const document = messageDocument('application/x-protobuf', getState);
    const { text, turns } = textWhileChanging(test, document, 'latin1');
    expect(turns).toBeGreaterThan(5);
    expect([...marksIn(text).values()]).toEqual([agents + tasks + 1]);
  });

  it('/state-summary counts the tasks of one moment', () => {
    const { text, turns } = textWhileChanging(test, stateSummaryDocument(context));
    expect(turns).toBeGreaterThan(5);
    expect(marksIn(text).size).toBe(1);
    const { slaves, frameworks } = JSON.parse(text);
    const counts = [...slaves, ...frameworks].map((one) => [one.TASK_RUNNING, one.TASK_KILLING]);
    const [running] = frameworks.map((one: Record<string, number>) => one['TASK_RUNNING']);
    const share = running === 0 ? [0, tasksPerAgent] : [tasksPerAgent, 0];
    expect(counts.slice(0, agents)).toEqual(Array.from({ length: agents }, () => share));
    expect(counts.at(-1)).toEqual(running === 0 ? [0, tasks] : [tasks, 0]);
  });

  it('pauses between frameworks that have no tasks', () => {
    const idle = new TestMaster();
    const frameworks = Array.from({ length: 50 }, (_, i) => aFramework({ id: { value: `F${i}` } }));
    idle.reregister('slave(1)@10.0.0.1:5051', anAgent('cpus:4', 'S1'), { tasks: [], frameworks });
    idle.advance(10_000);
    expect(idle.state.frameworks.size).toBe(50);
    let pauses = 0;
    for (const _pause of stateDocument(contextOf(idle))(new Output(new ChunkPool()))) pauses++;
    expect(pauses).toBeGreaterThanOrEqual(2 * 50);
  });

  it('begins the events of a subscriber in that moment', () => {
    let begunAt = -1;
    let turn = 0;
    const document = messageDocument('application/json', getState, () => (begunAt = turn));
    const output = new Output(new ChunkPool());
    setAll(test, 0);
    for (const _pause of document(output)) setAll(test, ++turn);
    const text = output.finish(1).takeCopy().toString();
    expect([...marksIn(text).keys()]).toEqual([`mark-${begunAt}-`]);
  });
});

describe('making texts beforehand', () => {
  const record: Cached = { fragments: undefined };

  function visitsOf(visit: () => void): number {
    let visits = 0;
    const counted = (): void => {
      visit();
      visits++;
    };
    for (const _pause of makeTexts(() => eachOf([1], counted)));
    return visits;
  }

  function makeText(bytes: number): void {
    touch(record);
    fragmentOf(record, 'json', () => 'x'.repeat(bytes));
  }

  function wait(): void {
    const endMs = performance.now() + 13;
    while (performance.now() < endMs);
  }

  it('goes on while passes take long and make much, and gives up when that never ends', () => {
    const slowly = (): void => {
      wait();
      makeText(512 * 1024);
    };
    expect(visitsOf(slowly)).toBe(5);
    expect(visitsOf(() => undefined)).toBe(1);
  });

  it('ends after a pass that took long and made little', () => {
    const searching = (): void => {
      wait();
      makeText(512 * 1024 - 1);
    };
    expect(visitsOf(searching)).toBe(1);
  });
});
