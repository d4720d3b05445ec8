import { describe, expect, it } from 'vitest';
import { SharedLog } from './shared-log.ts';
import { eventually } from './test-support.ts';
import { type Unread, UnreadBudget } from './unread.ts';

/** Holds bytes until it is cut. */
class Holder implements Unread {
  backlogBytes = 0;
  isCut = false;
  readonly #budget: UnreadBudget;

  constructor(budget: UnreadBudget) {
    this.#budget = budget;
  }

  take(bytes: number): this {
    this.backlogBytes += bytes;
    this.#budget.begin(this);
    this.#budget.hold(bytes);
    return this;
  }

  cut(): void {
    this.isCut = true;
    this.#budget.giveBack(this.backlogBytes);
  }
}

async function turns(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe('UnreadBudget', () => {
  it('cuts nobody below its bound', async () => {
    const budget = new UnreadBudget(1000);
    const holders = [new Holder(budget).take(500), new Holder(budget).take(500)];
    await turns();
    expect(holders.map(({ isCut }) => isCut)).toEqual([false, false]);
    expect(budget.heldBytes).toBe(1000);
  });

  it('cuts those who take nothing before those who read, however much waits for them', async () => {
    const budget = new UnreadBudget(10_000);
    const stalled = new Holder(budget).take(400);
    const reading = new Holder(budget).take(9000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    budget.noteTaken(reading, 10_000_000);
    const late = new Holder(budget).take(800);
    await eventually(() => budget.heldBytes <= 10_000);
    expect([stalled.isCut, reading.isCut, late.isCut]).toEqual([true, false, false]);
  });

  it('counts all that was read, however small the pieces', async () => {
    const budget = new UnreadBudget(10_000);
    const once = new Holder(budget).take(400);
    const often = new Holder(budget).take(9000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    budget.noteTaken(once, 1_000_000);
    for (let i = 0; i < 1_000; i++) budget.noteTaken(often, 10_000);
    new Holder(budget).take(800);
    await eventually(() => budget.heldBytes <= 10_000);
    expect([once.isCut, often.isCut]).toEqual([true, false]);
  });

  it('cuts as many as it takes', async () => {
    const budget = new UnreadBudget(1000);
    const holders = Array.from({ length: 100 }, () => new Holder(budget).take(15));
    await eventually(() => budget.heldBytes <= 1000);
    expect(holders.filter(({ isCut }) => isCut)).toHaveLength(34);
  });

  it('spares nobody once there is twice too much', () => {
    const budget = new UnreadBudget(1000);
    for (let i = 0; i < 100; i++) new Holder(budget).take(900);
    expect(budget.heldBytes).toBeLessThanOrEqual(2000);
  });

  it('counts what is shared once', () => {
    const budget = new UnreadBudget(1000);
    const shared = { length: 300 };
    for (let i = 0; i < 3; i++) budget.holdShared(shared);
    expect(budget.heldBytes).toBe(300);
    for (let i = 0; i < 2; i++) budget.giveBackShared(shared);
    expect(budget.heldBytes).toBe(300);
    budget.giveBackShared(shared);
    expect(budget.heldBytes).toBe(0);
    budget.giveBackShared(shared);
    expect(budget.heldBytes).toBe(0);
  });
});

describe('SharedLog', () => {
  const record = Buffer.alloc(1000, 'x');

  it('hands everybody the same buffer, in order, from where they began', async () => {
    const log = new SharedLog();
    let told = 0;
    const first = log.follow({ onMore: () => told++ });
    log.append(Buffer.from('one'));
    const second = log.follow({ onMore: () => told++ });
    log.append(Buffer.from('two'));
    await eventually(() => told === 2);
    expect(first.next()!.toString()).toBe('3\r\none\r\n');
    const [a, b] = [first.next()!, second.next()!];
    expect(a.toString()).toBe('3\r\ntwo\r\n');
    expect(a).toBe(b);
    expect([first.next(), second.next()]).toEqual([undefined, undefined]);
  });

  it('keeps what the slowest has not read, once, and nothing more', async () => {
    const budget = new UnreadBudget(1e9);
    const log = new SharedLog(budget);
    let told = 0;
    const cursors = Array.from({ length: 100 }, () => log.follow({ onMore: () => told++ }));
    for (let i = 1; i <= 50; i++) {
      for (let j = 0; j < 100; j++) log.append(record);
      await eventually(() => told === i * cursors.length);
      for (const cursor of cursors.slice(1)) while (cursor.next() !== undefined);
    }
    expect(budget.heldBytes).toBe(log.keptBytes);
    expect(log.keptBytes).toBeGreaterThan(5_000_000);
    expect(log.keptBytes).toBeLessThan(5_600_000);
    expect(cursors[0]!.backlogBytes).toBe(5000 * (record.length + '3e8\r\n\r\n'.length));
    expect(cursors[1]!.backlogBytes).toBe(0);
    cursors[0]!.close();
    expect(log.keptBytes).toBeLessThan(600_000);
    expect(budget.heldBytes).toBe(log.keptBytes);
    for (const cursor of cursors) cursor.close();
    expect(log.isFollowed).toBe(false);
  });

  it('makes one batch of what comes in one turn', async () => {
    const log = new SharedLog();
    let told = 0;
    const cursor = log.follow({ onMore: () => told++ });
    for (let i = 0; i < 100; i++) log.append(record);
    await eventually(() => told === 1);
    expect(cursor.next()).toHaveLength(100 * (1000 + 7));
    expect(cursor.next()).toBeUndefined();
  });

  it('loses and mixes nothing when memory is used again, nor with records of any size', async () => {
    const log = new SharedLog();
    let sent = '';
    let received = '';
    const cursor = log.follow({
      onMore: () => {
        for (let batch = cursor.next(); batch !== undefined; batch = cursor.next()) {
          received += batch.toString('latin1');
        }
      },
    });
    for (let i = 0; i < 200; i++) {
      const text = String.fromCharCode(97 + (i % 26)).repeat(1 + ((i * 7919) % 60_000));
      const long = i === 100 ? 'Z'.repeat(700_000) : text;
      log.append(Buffer.from(long));
      sent += `${long.length.toString(16)}\r\n${long}\r\n`;
      if (i % 3 === 0) await eventually(() => received.length === sent.length);
    }
    await eventually(() => received.length === sent.length);
    expect(received === sent).toBe(true);
  });
});
