/** Streams of container output over a real connection, in the time of a paper agent. */
import { afterEach, describe, expect, it } from 'vitest';
import { HttpClient } from '../../foundation/http/index.ts';
import { ok } from '../../foundation/result.ts';
import { RecordDecoder } from '../../protocol/recordio.ts';
import { aTask } from '../core/test-support.ts';
import { ServedAgent } from './test-support.ts';

const heartbeat = {
  type: 'CONTROL',
  control: { type: 'HEARTBEAT', heartbeat: { interval: { nanoseconds: 250_000_000 } } },
};

describe('a stream of container output', () => {
  const served = new ServedAgent();
  const client = new HttpClient();
  afterEach(async () => {
    client.close();
    await served.close();
  });

  it('beats as often as --http_heartbeat_interval says', async () => {
    served.heartbeatIntervalMs = 250;
    served.board = {
      attachOutput: () =>
        Promise.resolve(
          ok({ hold: () => undefined, release: () => undefined, close: () => undefined }),
        ),
      attachInput: () => Promise.reject(new Error('nobody types')),
    };
    const { cluster } = served;
    cluster.startRegistered();
    cluster.run(aTask('t'));
    const id = cluster.machine.find('run t')!.id;
    await served.serve();
    const records: unknown[] = [];
    const decoder = new RecordDecoder((record) => {
      records.push(JSON.parse(Buffer.from(record).toString()));
    });
    const isOpen = new Promise<void>((resolve, reject) => {
      client.openStream(
        {
          url: `http://127.0.0.1:${served.port}/api/v1`,
          headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
          body: JSON.stringify({
            type: 'ATTACH_CONTAINER_OUTPUT',
            attach_container_output: { container_id: id },
          }),
        },
        {
          onOpen: () => resolve(),
          onData: (chunk) => void decoder.push(chunk),
          onRefused: ({ body }) => reject(new Error(body.toString())),
          onClosed: (why) => reject(new Error(why)),
        },
      );
    });
    await isOpen;
    cluster.pass(249);
    expect(records).toEqual([]);
    cluster.pass(250);
    await served.until(() => records.length > 0);
    expect(records[0]).toEqual(heartbeat);
  });
});
