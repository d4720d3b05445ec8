import { beforeEach, describe, expect, it } from 'vitest';
import type { TestClock } from '../../allocator/test-support.ts';
import type { EventStream, SharedLog } from '../../foundation/http/index.ts';
import { eventually } from '../../foundation/http/test-support.ts';
import { View, wholeView } from '../../security/view.ts';
import { setDeactivation } from '../core/agents/deactivation.ts';
import { aFramework, TestMaster } from '../core/test-support.ts';
import { makeTaskRecord } from '../core/tasks/tasks.ts';
import { LiveFeed } from './feed.ts';
import { agentColumns, frameworkColumns, taskColumns } from './rows.ts';

/** The reading end of a page. */
class Page {
  readonly lines: unknown[][] = [];
  backlogBytes = 0;
  isEnded = false;
  #rest = '';
  #cursor: ReturnType<SharedLog['follow']> | undefined;
  #readsLog = false;
  #closed: () => void = () => undefined;

  write(text: string): boolean {
    const parts = (this.#rest + text).split('\n');
    this.#rest = parts.pop()!;
    this.lines.push(...parts.map((part) => JSON.parse(part) as unknown[]));
    return true;
  }

  follow(log: SharedLog): void {
    this.#cursor = log.follow({ onMore: () => this.#readOn() });
  }

  readLog(): void {
    this.#readsLog = true;
    this.#readOn();
  }

  /** A batch of chunks. */
  #readOn(): void {
    if (!this.#readsLog) return;
    for (let batch = this.#cursor?.next(); batch !== undefined; batch = this.#cursor?.next()) {
      for (let at = 0; at < batch.length;) {
        const end = batch.indexOf('\r\n', at);
        const length = parseInt(batch.toString('latin1', at, end), 16);
        this.write(batch.toString('utf8', end + 2, end + 2 + length));
        at = end + 2 + length + 2;
      }
    }
  }

  onClosed(callback: () => void): void {
    this.#closed = callback;
  }

  close(): void {
    this.#cursor?.close();
    this.#closed();
  }

  end(): void {
    this.isEnded = true;
  }

  /** The last row of each thing, by id. */
  rows(kind: 'agents' | 'frameworks' | 'tasks'): Record<string, Record<string, unknown>> {
    const columns = { agents: agentColumns, frameworks: frameworkColumns, tasks: taskColumns }[
      kind
    ];
    const found: Record<string, Record<string, unknown>> = {};
    for (const [type, ...rest] of this.lines) {
      if (type !== kind) continue;
      for (const row of rest.at(-1) as unknown[][]) {
        const made = Object.fromEntries(columns.map((name, i) => [name, row[i]]));
        found[String(made['id'])] = made;
      }
    }
    return found;
  }

  types(): unknown[] {
    return this.lines.map(([type]) => type);
  }
}

/** A feed to which each look at the clock takes a millisecond. */
class SlowFeed {
  /** Looks at the clock in one turn. */
  mostLooks = 0;
  readonly live: LiveFeed;

  constructor({ clock: real, master: { core } }: TestMaster) {
    let all = 0;
    let inTurn = 0;
    this.live = new LiveFeed({
      clock: {
        now: () => (inTurn++, real.now() + ++all),
        timestamp: () => real.timestamp(),
        after: (ms, act) =>
          real.after(ms, () => {
            inTurn = 0;
            act();
            this.mostLooks = Math.max(this.mostLooks, inTurn);
          }),
      },
    });
    this.live.attach(core, facts);
  }

  change(id: string, frameworkId: string): void {
    const task = {
      ...{ task_id: { value: id }, name: id, framework_id: { value: frameworkId } },
      ...{ agent_id: { value: 'a' }, state: 'TASK_RUNNING' as const, resources: [] },
    };
    this.live.taskUpdated(makeTaskRecord(task));
  }
}

const facts = { hello: (reader: string) => ({ who: 'me', reader }), beat: () => ({ nowMs: 1 }) };

let clock: TestClock;
let live: LiveFeed;
let master: TestMaster;

function openPage(view = wholeView, reader = ''): Page {
  const page = new Page();
  live.add(page as unknown as EventStream, view, reader);
  clock.advance(10);
  return page;
}

/** Lines go out a quarter of a second after the first change, in a turn of their own. */
async function flushed(isThere: () => boolean): Promise<void> {
  clock.advance(300);
  await eventually(isThere);
}

beforeEach(() => {
  const observer = { current: undefined as LiveFeed | undefined };
  const tell = (): LiveFeed => observer.current!;
  master = new TestMaster({}, undefined, 'recovered', undefined, {
    observer: {
      agentAdded: (agent) => tell().agentAdded(agent),
      agentRemoved: (id) => tell().agentRemoved(id),
      frameworkAdded: (framework) => tell().frameworkAdded(framework),
      frameworkUpdated: (framework) => tell().frameworkUpdated(framework),
      frameworkRemoved: (info) => tell().frameworkRemoved(info),
      taskAdded: (task) => tell().taskAdded(task),
      taskUpdated: (task) => tell().taskUpdated(task),
      taskRetold: (task) => tell().taskRetold(task),
      taskEnded: (task) => tell().taskEnded(task),
    },
  });
  clock = master.clock;
  live = new LiveFeed({ clock });
  observer.current = live;
  live.attach(master.master.core, facts);
});

describe('the stream of the pages', () => {
  it('tells who speaks, then all there is, and says when that is all', () => {
    const agentId = master.addAgent();
    const framework = master.subscribe(aFramework({ name: 'shop' }));
    clock.advance(2_000);
    master.runTask(framework, 'one');
    const page = openPage(wholeView, 'alice');
    expect(page.types()).toEqual(['hello', 'beat', 'agents', 'frameworks', 'tasks', 'whole']);
    expect(page.lines[0]).toEqual(['hello', { who: 'me', reader: 'alice' }]);
    expect(page.rows('agents')[agentId]).toMatchObject({
      hostname: 'host',
      state: 'active',
      cpus: 4,
      usedCpus: 1,
    });
    expect(page.rows('frameworks')[framework.id]).toMatchObject({ name: 'shop', cpus: 1 });
    expect(page.rows('tasks')['one']).toMatchObject({ agent: agentId, state: 'STAGING', mem: 32 });
    expect(page.lines[4]![1]).toBe(framework.id);
  });

  it('tells each thing that changed once, as it is by then', async () => {
    master.addAgent();
    const framework = master.subscribe();
    clock.advance(2_000);
    const page = openPage();
    const before = page.lines.length;
    const { agentId } = master.runTask(framework, 'one');
    master.update(framework, agentId, 'one', 'TASK_STARTING');
    master.update(framework, agentId, 'one', 'TASK_RUNNING');
    await flushed(() => page.lines.length > before);
    expect(page.types().slice(before)).toEqual(['frameworks', 'agents', 'tasks']);
    expect(page.rows('tasks')['one']).toMatchObject({ state: 'RUNNING' });
    expect(page.rows('agents')[agentId]).toMatchObject({ usedCpus: 1 });
    const then = page.lines.length;
    master.update(framework, agentId, 'one', 'TASK_FAILED');
    await flushed(() => page.lines.length > then);
    expect(page.rows('tasks')['one']).toMatchObject({ state: 'FAILED' });
    expect(page.rows('tasks')['one']!['endedMs']).toBeGreaterThan(0);
    expect(page.rows('agents')[agentId]).toMatchObject({ usedCpus: 0 });
  });

  it('says nothing of agent and framework when only a task changed', async () => {
    master.addAgent();
    const framework = master.subscribe();
    clock.advance(2_000);
    const { agentId } = master.runTask(framework, 'one');
    const page = openPage();
    const before = page.lines.length;
    master.update(framework, agentId, 'one', 'TASK_RUNNING');
    await flushed(() => page.lines.length > before);
    expect(page.types().slice(before)).toEqual(['tasks']);
    expect(page.rows('tasks')['one']).toMatchObject({ state: 'RUNNING' });
  });

  it('tells of another health or message of the same state, which is no event of Mesos', async () => {
    master.addAgent();
    const framework = master.subscribe();
    clock.advance(2_000);
    const { agentId } = master.runTask(framework, 'one');
    master.update(framework, agentId, 'one', 'TASK_RUNNING');
    const page = openPage();
    const before = page.lines.length;
    const told = { healthy: false, message: 'warming up' };
    master.update(framework, agentId, 'one', 'TASK_RUNNING', 'TASK_RUNNING', told);
    await flushed(() => page.lines.length > before);
    expect(page.rows('tasks')['one']).toMatchObject({ health: -1, message: 'warming up' });
  });

  it('follows what becomes of agents and frameworks', async () => {
    const agentId = master.addAgent();
    const framework = master.subscribe(aFramework({ failover_timeout: 1 }));
    const page = openPage();
    let seen = page.lines.length;
    const { core } = master.master;
    setDeactivation(core, agentId, { drainInfo: undefined, drainStartMs: undefined });
    await flushed(() => page.lines.length > seen);
    expect(page.rows('agents')[agentId]).toMatchObject({ state: 'deactivated' });
    seen = page.lines.length;
    master.disconnect(framework);
    await flushed(() => page.lines.length > seen);
    expect(page.rows('frameworks')[framework.id]).toMatchObject({ state: 'disconnected' });
    seen = page.lines.length;
    clock.advance(1_000);
    await flushed(() => page.rows('frameworks')[framework.id]!['state'] === 'completed');
    expect(page.types()).not.toContain('gone');
  });

  it('says nothing of offers, which come and go all the time', () => {
    master.addAgent();
    const page = openPage();
    const before = page.lines.length;
    const framework = master.subscribe();
    clock.advance(250);
    const known = page.lines.length;
    clock.advance(1_000);
    expect(framework.offers.length).toBeGreaterThan(0);
    expect(page.types().slice(before)).not.toContain('tasks');
    expect(page.lines.length - known).toBeLessThanOrEqual(1);
  });

  it('beats as long as somebody listens, and rests then', () => {
    const page = openPage();
    const idle = clock.timerCount;
    clock.advance(4_100);
    page.close();
    expect(live.pageCount).toBe(0);
    expect(clock.timerCount).toBeLessThan(idle);
    const timers = clock.timerCount;
    master.addAgent('slave(1)@10.0.0.9:5051');
    clock.advance(10);
    const again = openPage();
    expect(Object.keys(again.rows('agents'))).toHaveLength(1);
    again.close();
    clock.advance(300);
    expect(clock.timerCount - timers).toBeLessThan(3);
  });

  it('tells many changes in turns, and then what changed meanwhile', async () => {
    const framework = master.subscribe();
    const slow = new SlowFeed(master);
    const page = new Page();
    slow.live.add(page as unknown as EventStream, wholeView);
    clock.advance(100);
    for (let i = 0; i < 1_000; i++) slow.change(`task-${i}`, framework.id);
    clock.advance(250);
    slow.change('late', framework.id);
    clock.advance(1_000);
    await eventually(() => page.rows('tasks')['late'] !== undefined);
    expect(Object.keys(page.rows('tasks'))).toHaveLength(1_001);
    // Four milliseconds of lines, and when they began.
    expect(slow.mostLooks).toBeLessThan(8);
  });

  it('tells who comes soon after another what changed in between', async () => {
    const agentId = master.addAgent();
    const framework = master.subscribe();
    clock.advance(2_000);
    const first = openPage();
    const seen = first.lines.length;
    master.runTask(framework, 'one');
    await flushed(() => first.lines.length > seen);
    const second = openPage();
    expect(second.types().at(-1)).toBe('tasks');
    expect(second.types()).toContain('whole');
    expect(second.rows('tasks')['one']).toMatchObject({ agent: agentId, state: 'STAGING' });
    const then = second.lines.length;
    master.update(framework, agentId, 'one', 'TASK_RUNNING');
    await flushed(() => second.lines.length > then);
    expect(second.rows('tasks')['one']).toMatchObject({ state: 'RUNNING' });
  });

  it('waits with the first sight for a slow reader', () => {
    for (let i = 0; i < 3; i++) master.addAgent(`slave(1)@10.0.0.${i + 1}:5051`);
    const page = new Page();
    page.backlogBytes = 2 * 1024 * 1024;
    live.add(page as unknown as EventStream, wholeView);
    clock.advance(100);
    expect(page.types()).toEqual(['hello', 'beat']);
    page.backlogBytes = 0;
    clock.advance(100);
    expect(page.types().at(-1)).toBe('whole');
  });

  it('shows nobody what is not theirs to see', async () => {
    const own = master.subscribe(aFramework({ name: 'own' }));
    const other = master.subscribe(aFramework({ name: 'other' }));
    master.addAgent();
    clock.advance(2_000);
    const view = new View(
      { allows: (_, { object = {} }) => object.frameworkInfo?.name !== 'other' },
      { value: 'me', claims: new Map() },
    );
    const page = openPage(view);
    expect(Object.keys(page.rows('frameworks'))).toEqual([own.id]);
    const whole = openPage();
    const seen = whole.lines.length;
    const holder = own.offers.length > 0 ? own : other;
    master.runTask(holder, 'one');
    await flushed(() => whole.lines.length > seen);
    expect(Object.keys(whole.rows('tasks'))).toEqual(['one']);
    expect(Object.keys(page.rows('tasks'))).toEqual(holder === own ? ['one'] : []);
    expect(Object.keys(page.rows('frameworks'))).toEqual([own.id]);
  });
});
