import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import type { Addresses } from './flags/addresses.ts';
import { listenAt } from './listen.ts';

const at = (listenPort: number): Addresses => ({
  listenIp: '127.0.0.1',
  listenPort,
  advertisedIp: '127.0.0.1',
  advertisedPort: listenPort,
  hostname: 'localhost',
});

const refusing = (code: string): { listen(): Promise<never> } => ({
  listen: () => Promise.reject(Object.assign(new Error(`listen ${code}`), { code })),
});

it('tells the port that was free', async () => {
  const server = createServer();
  const listener = {
    listen: (port: number, host: string) =>
      new Promise<{ port: number }>((resolve) => {
        server.listen(port, host, () =>
          resolve(server.address() as { port: number; address: string }),
        );
      }),
  };
  expect(await listenAt(listener, at(0))).toBeGreaterThan(0);
  server.close();
});

it('says what to do about a port that is taken, and what is wrong otherwise', async () => {
  await expect(listenAt(refusing('EADDRINUSE'), at(5050))).rejects.toThrow(
    'Failed to listen on 127.0.0.1:5050: another process uses that port; stop it or choose another with --port',
  );
  await expect(listenAt(refusing('EACCES'), at(80))).rejects.toThrow(
    'Failed to listen on 127.0.0.1:80: listen EACCES',
  );
});
