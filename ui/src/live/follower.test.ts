import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { calmMs, firstRetryMs, Follower, silenceMs } from './follower.ts';
import type { Connection } from './messages.ts';

const columns = { agents: ['id', 'hostname', 'state'], frameworks: ['id'], tasks: ['id', 'state'] };
const hello = ['hello', { columns, mostCompletedTasks: 9, mostUnreachableTasks: 9 }];
const text = (...lines: readonly unknown[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
const whole = text(hello, ['agents', [['a', 'host-a', 'active']]], ['whole']);

/** A master that says what a test tells it to. */
class BadMaster {
  opened = 0;
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    this.opened++;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    });
    return Promise.resolve(stream);
  }

  say(words: string): Promise<unknown> {
    this.#stream!.enqueue(new TextEncoder().encode(words));
    return settle();
  }

  end(): Promise<unknown> {
    this.#stream!.close();
    return settle();
  }
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);

let master: BadMaster;
let follower: Follower;
let told: Connection[];
beforeEach(() => {
  vi.useFakeTimers();
  master = new BadMaster();
  told = [];
  follower = new Follower({
    open: (signal) => master.open(signal),
    now: Date.now,
    onConnection: (connection) => void told.push(connection),
    onChange: () => undefined,
  });
  void follower.run();
});
afterEach(() => void vi.useRealTimers());

const why = (): string => {
  const last = told.at(-1);
  return last?.kind === 'lost' ? last.why : `${last?.kind}`;
};
const host = (): string | undefined => follower.cluster.agents.get('a')?.hostname;

describe('following the stream of a master', () => {
  it('is live when all is told', async () => {
    await master.say(whole.slice(0, 70));
    expect(told).toEqual([]);
    await master.say(whole.slice(70));
    expect(why()).toBe('live');
    expect(host()).toBe('host-a');
  });

  it.each([
    ['cut within a line: ["beat",{"no', '["beat",{"no', true],
    ['not a line of JSON: <html>', '<html>\n', false],
    ['not a line of JSON: ', '\n', false],
    ['an unknown line: 17', '17\n', false],
    ['an unknown line: ["surprise",1]', '["surprise",1]\n', false],
    ['an unknown line: ["beat",{}]', '["beat",{}]\n', false],
    ['an unknown line: ["agents",[1]]', '["agents",[1]]\n', false],
    ['an unknown line: ["tasks",[]]', '["tasks",[]]\n', false],
    ['closed', '', true],
  ])('says why it broke, keeps what it knew, and comes back: %s', async (reason, said, ends) => {
    await master.say(whole);
    await master.say(said);
    if (ends) await master.end();
    expect(why()).toBe(reason);
    expect(host()).toBe('host-a');
    await vi.advanceTimersByTimeAsync(firstRetryMs);
    expect(master.opened).toBe(2);
    expect(why()).toBe('connecting');
    await master.say(whole.replace('host-a', 'host-b'));
    expect(why()).toBe('live');
    expect(host()).toBe('host-b');
  });

  it('takes nothing from one that does not greet', async () => {
    await master.say(text(['agents', [['a', 'host-a', 'active']]]));
    expect(why()).toMatch(/^no greeting: /);
  });

  it('shows what it knew until the next stream is whole', async () => {
    await master.say(whole);
    await master.end();
    await vi.advanceTimersByTimeAsync(firstRetryMs);
    await master.say(text(hello));
    expect(host()).toBe('host-a');
    await master.say(text(['whole']));
    expect(host()).toBeUndefined();
  });

  it('takes silence for a break', async () => {
    await master.say(whole);
    await vi.advanceTimersByTimeAsync(silenceMs);
    expect(why()).toBe('silence');
  });

  it('asks seldomer of one that breaks at once, though it told all; soon after one that lasted', async () => {
    const waits: number[] = [];
    const breakNow = async (): Promise<void> => {
      await master.say(whole);
      await master.say('[]\n');
      const last = told.at(-1);
      if (last?.kind === 'lost') waits.push(last.retryMs);
    };
    for (let i = 0; i < 7; i++) {
      await breakNow();
      await vi.advanceTimersByTimeAsync(waits.at(-1)!);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    for (let pastMs = 0; pastMs < calmMs; pastMs += 2_000) {
      await vi.advanceTimersByTimeAsync(2_000);
      await master.say(pastMs === 0 ? whole : text(['beat', { nowMs: Date.now() }]));
    }
    await breakNow();
    expect(waits.at(-1)).toBe(firstRetryMs);
  });

  it('tries at once when it is told to', async () => {
    await master.end();
    follower.retryNow();
    await settle();
    expect(master.opened).toBe(2);
  });

  it('knows how far its own clock is off', async () => {
    await master.say(whole);
    await master.say(text(['beat', { nowMs: Date.now() + 300 }]));
    expect(follower.cluster.offsetMs).toBe(0);
    await master.say(text(['beat', { nowMs: Date.now() - 3_600_000 }]));
    expect(follower.cluster.nowMs()).toBe(Date.now() - 3_600_000);
    await master.say(text(['agents', [['a', 'host-a', 'gone']]]));
    expect(follower.cluster.happenings.at(-1)?.atMs).toBe(Date.now() - 1 - 3_600_000);
  });
});
