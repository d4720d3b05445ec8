/** Ports of this machine: the one that is asked for, or the next that nobody has. */
import net from 'node:net';

/** Looked for upwards from the one that was asked for. */
const mostPorts = 100;

export async function freePort(ip: string, first: number): Promise<number> {
  if (first === 0) return 0;
  for (let port = first; port < first + mostPorts; port++) {
    if (await isFree(ip, port)) return port;
  }
  return first;
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}
