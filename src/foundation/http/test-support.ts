/** For tests: raw bytes to a port and back, without a client that would tidy them up. */
import { connect, type Socket } from 'node:net';

/** Sends `pieces` one turn of the event loop apart; resolves with all that came back. */
export function exchange(port: number, pieces: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    void sendAll(socket, pieces).then(() => socket.end());
  });
}

async function sendAll(socket: Socket, pieces: readonly (string | Uint8Array)[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    await new Promise((resolve) => socket.write(piece, resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Resolves when the condition holds; the test's own time limit is the bound. */
export async function eventually(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Answers without their `Date`, which changes. */
export function withoutDate(answer: string): string {
  return answer.replaceAll(/Date: [^\r]+ GMT\r\n/g, '');
}
