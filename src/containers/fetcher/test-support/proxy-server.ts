/** For tests: an HTTP proxy that hands on whatever is asked of it, to one server. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface ProxyServer {
  readonly port: number;
  /** "GET http://host/path", "CONNECT host:443", with the name of who asked. */
  readonly asked: string[];
  close(): void;
}

export async function startProxy(targetPort: number): Promise<ProxyServer> {
  const asked: string[] = [];
  const note = (line: string, authorization: string | undefined): void => {
    const login = Buffer.from(authorization?.replace(/^Basic /u, '') ?? '', 'base64').toString();
    asked.push(login === '' ? line : `${line} as ${login}`);
  };
  const server = createServer((incoming, response) => {
    note(`${incoming.method} ${incoming.url}`, incoming.headers['proxy-authorization']);
    const { pathname, search } = new URL(incoming.url!);
    const { method, headers } = incoming;
    const where = { host: '127.0.0.1', port: targetPort, path: pathname + search };
    const onward = request({ ...where, method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end();
  });
  server.on('connect', (incoming, socket) => {
    note(`CONNECT ${incoming.url}`, incoming.headers['proxy-authorization']);
    const onward = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 there you are\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const one of [socket, onward]) one.on('error', () => one.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ port: (server.address() as AddressInfo).port, asked },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
