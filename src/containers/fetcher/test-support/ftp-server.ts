/** For tests: a small FTP server, for reading only, and passive. */
import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export interface FtpServer {
  readonly port: number;
  /** What it was told, "USER joe" and so on. */
  readonly heard: string[];
  close(): void;
}

export interface FtpServing {
  readonly password?: string | undefined;
  /** Everything is encrypted from the first byte. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer } | undefined;
}

function createServer(tls: FtpServing['tls'], serve: (socket: Socket) => void): Server {
  return tls === undefined ? createPlainServer(serve) : createTlsServer(tls, serve);
}

/** `files`: content by the path as a client asks for it; undefined stands for one whose bytes never end coming. */
export async function startFtpServer(
  files: Readonly<Record<string, string | undefined>>,
  { password, tls }: FtpServing = {},
): Promise<FtpServer> {
  const heard: string[] = [];
  const open = new Set<Socket | Server>();
  const serving = { files, password, tls, heard, open };
  const server = createServer(tls, (socket) => serve(socket, serving));
  await listening(server);
  return {
    ...{ port: (server.address() as AddressInfo).port, heard },
    close: () => {
      for (const one of open) if ('destroy' in one) one.destroy();
      server.close();
    },
  };
}

interface Serving extends FtpServing {
  readonly files: Readonly<Record<string, string | undefined>>;
  readonly heard: string[];
  readonly open: Set<Socket | Server>;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function serve(socket: Socket, { files, password, tls, heard, open }: Serving): void {
  let data: Promise<Socket> | undefined;
  const say = (text: string): void => void socket.write(`${text}\r\n`);
  const answers: Record<string, (rest: string) => void | Promise<void>> = {
    USER: () => say('331 and the password?'),
    PASS: (rest) => say(password === undefined || rest === password ? '230 in' : '530 no'),
    PBSZ: () => say('200 so be it'),
    PROT: () => say('200 so be it'),
    TYPE: () => say('200 so be it'),
    SIZE: (path) =>
      say(path in files ? `213 ${files[path]?.length ?? 100}` : `550 no such file ${path}`),
    EPSV: async () => {
      const transfer = createServer(tls, () => undefined);
      const event = tls === undefined ? 'connection' : 'secureConnection';
      data = once(transfer, event).then(([one]) => {
        transfer.close();
        return one as Socket;
      });
      say(`229 there (|||${await listening(transfer)}|)`);
    },
    RETR: async (path) => {
      if (!(path in files)) return say(`550 no such file ${path}`);
      say('150 here it comes');
      const transfer = await data!;
      open.add(transfer);
      if (files[path] === undefined) return void transfer.write('half');
      transfer.end(files[path], () => say('226 that was all'));
    },
    QUIT: () => void socket.end('221 bye\r\n'),
  };
  open.add(socket);
  socket.on('error', () => undefined);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\r\n');
    text = lines.pop()!;
    for (const line of lines) {
      heard.push(line);
      const [command = '', ...rest] = line.split(' ');
      const answer = answers[command];
      if (answer === undefined) say('502 what?');
      else void answer(rest.join(' '));
    }
  });
  say('220 hello');
}
