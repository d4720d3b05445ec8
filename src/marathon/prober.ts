/**
 * Asks instances how they are, over real sockets. Answers are read to a bound and thrown away, redirects
 * are not followed, and certificates are not looked at: @compat as Marathon's checks do.
 */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Probe, ProbeOutcome, Prober } from './core/environment.ts';

const mostBodyBytes = 10_000;
const connectedStatus = 200;

type Done = (outcome: ProbeOutcome) => void;

export class SocketProber implements Prober {
  readonly #httpsAgent = new https.Agent({ rejectUnauthorized: false });

  probe(probe: Probe, done: Done): void {
    if (probe.kind === 'tcp') probeTcp(probe, done);
    else this.#probeHttp(probe, done);
  }

  #probeHttp({ kind, host, port, path, timeoutMs }: Probe, done: Done): void {
    const end = once(done);
    const options = {
      host,
      port,
      path,
      headers: { accept: '*/*', connection: 'close' },
      signal: AbortSignal.timeout(timeoutMs),
    };
    const ask = kind === 'https' ? https : http;
    const agent = kind === 'https' ? this.#httpsAgent : undefined;
    const failed = (error: Error): void => end({ kind: 'failed', why: reasonOf(error, timeoutMs) });
    try {
      const request = ask.get({ ...options, ...(agent === undefined ? {} : { agent }) });
      // 1xx is no answer to wait behind: it is what the service says.
      request.on('information', ({ statusCode }) => {
        end({ kind: 'answered', status: statusCode });
        request.destroy();
      });
      request.on('response', (response) => readAnswer(response, end));
      request.on('error', failed);
    } catch (error) {
      // A path with characters that no request may have.
      setImmediate(() => failed(error as Error));
    }
  }
}

function readAnswer(response: http.IncomingMessage, end: Done): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const answer = (): void => {
    const contentType = response.headers['content-type'];
    end({
      kind: 'answered',
      status: response.statusCode ?? 0,
      ...(contentType === undefined ? {} : { contentType }),
      body: Buffer.concat(chunks).toString().slice(0, mostBodyBytes),
    });
  };
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < mostBodyBytes) return;
    answer();
    response.destroy();
  });
  response.on('end', answer);
  response.on('error', answer);
}

function probeTcp({ host, port, timeoutMs }: Probe, done: Done): void {
  const end = once(done);
  const socket = net.connect({ host, port });
  socket.setTimeout(timeoutMs);
  socket.on('connect', () => {
    end({ kind: 'answered', status: connectedStatus });
    socket.destroy();
  });
  socket.on('timeout', () => {
    end({ kind: 'failed', why: `No connection within ${timeoutMs} ms` });
    socket.destroy();
  });
  socket.on('error', (error) => end({ kind: 'failed', why: error.message }));
}

function reasonOf(error: Error, timeoutMs: number): string {
  return error.name === 'TimeoutError' || error.name === 'AbortError'
    ? `No answer within ${timeoutMs} ms`
    : error.message;
}

function once(done: Done): Done {
  let isDone = false;
  return (outcome) => {
    if (isDone) return;
    isDone = true;
    done(outcome);
  };
}
