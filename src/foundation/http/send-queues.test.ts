import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  keyOf,
  type QueuedReader,
  readSendQueues,
  readTable,
  SendQueueWatch,
} from './send-queues.ts';
import { eventually } from './test-support.ts';

const muchBytes = 64 * 1024 * 1024;

class Reader implements QueuedReader {
  givenBytes = 0;
  held: boolean[] = [];
  readonly ports: { readonly localPort: number; readonly remotePort: number };

  constructor(remotePort: number) {
    this.ports = { localPort: 5050, remotePort };
  }

  hold(isStalled: boolean): void {
    this.held.push(isStalled);
  }
}

describe('the table of connections', () => {
  it('tells what lies in each, and is never sure of two with the same ports', () => {
    const text =
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n' +
      '   0: 0100007F:13BA 00000000:0000 0A 00000000:00000000 00:00000000\n' +
      '   1: 0100007F:13BA 0100007F:C350 01 00010400:00000000 01:00000014\n' +
      '  12: 0100007F:13BA 0200007F:C350 01 00000010:00000000 01:00000014\n' +
      ' 123: 0100007F:C351 0100007F:13BA 06 00000007:00000000 01:00000014\n';
    const queues = new Map<number, number>();
    readTable(Buffer.from(text), queues);
    expect([...queues]).toEqual([[keyOf(0x13ba, 0xc350), 16]]);
  });
});

describe.runIf(process.platform === 'linux')('a look at it', () => {
  it('comes at once when the process is busy, however many connections there are', async () => {
    const accepted: Socket[] = [];
    const server = createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sockets = Array.from({ length: 120 }, () => connect(port, '127.0.0.1'));
    onTestFinished(() => {
      for (const socket of [...sockets, ...accepted]) socket.destroy();
      server.close();
    });
    await eventually(() => accepted.length === sockets.length);
    let turns = 0;
    const turn = (): void => {
      turns++;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    const queues = await readSendQueues();
    clearImmediate(next);
    expect(sockets.every(({ localPort }) => queues.has(keyOf(port, localPort!)))).toBe(true);
    expect(turns).toBeLessThan(4);
  });
});

describe('SendQueueWatch', () => {
  it('holds who is first seen with more than it will take soon', async () => {
    const [stalled, brisk] = [new Reader(1), new Reader(2)];
    for (const reader of [stalled, brisk]) reader.givenBytes = 1_000_000;
    const queues = new Map([
      [keyOf(5050, 1), 900_000],
      [keyOf(5050, 2), 300_000],
    ]);
    const watch = new SendQueueWatch(() => Promise.resolve(queues));
    watch.noteGiven(muchBytes, () => [stalled, brisk]);
    await eventually(() => stalled.held.length > 0);
    expect([stalled.held, brisk.held]).toEqual([[true], []]);
    // It reads all that is there.
    queues.delete(keyOf(5050, 1));
    await eventually(() => stalled.held.at(-1) === false);
  });

  it('holds who takes nothing, lets it go on when it does, and leaves the others alone', async () => {
    const [stalled, slow, idle] = [new Reader(1), new Reader(2), new Reader(3)];
    const readers = [stalled, slow, idle];
    const queues = new Map<number, number>();
    let looks = 0;
    const watch = new SendQueueWatch(() => {
      looks++;
      return Promise.resolve(queues);
    });
    const look = async (): Promise<void> => {
      const before = looks;
      await eventually(() => {
        watch.noteGiven(muchBytes, () => readers);
        return looks > before;
      });
      await new Promise((resolve) => setImmediate(resolve));
    };
    for (let i = 1; i <= 3; i++) {
      for (const reader of readers) reader.givenBytes += 1_000_000;
      queues.set(keyOf(5050, 1), i * 1_000_000);
      queues.set(keyOf(5050, 2), 600_000);
      await look();
    }
    expect(stalled.held.length).toBeGreaterThan(0);
    expect(stalled.held.every((isStalled) => isStalled)).toBe(true);
    expect([slow.held, idle.held]).toEqual([[], []]);
    // Nothing new comes, and it reads.
    queues.set(keyOf(5050, 1), 100);
    await eventually(() => stalled.held.at(-1) === false);
  });
});
