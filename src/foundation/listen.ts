/** Opening the port of a process, or a sentence that tells an operator what to do about it. */
import type { Addresses } from './flags/addresses.ts';

interface Listener {
  listen(port: number, host: string): Promise<{ readonly port: number }>;
}

/**
 * The port that it listens on: the one of the flags, or a free one if that is 0.
 * @throws Error with a sentence for the operator
 */
export async function listenAt(server: Listener, addresses: Addresses): Promise<number> {
  const { listenIp, listenPort } = addresses;
  try {
    return (await server.listen(listenPort, listenIp)).port;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE'
        ? 'another process uses that port; stop it or choose another with --port'
        : message;
    throw new Error(`Failed to listen on ${listenIp}:${listenPort}: ${why}`);
  }
}
