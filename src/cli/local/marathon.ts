/**
 * Marathon beside the cluster of `npm start`: a process of its own, started again when it ends, with a
 * small service as an example the first time. One that an earlier mesos-local left behind when it was
 * killed is ended first: its state has one reader.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostPortText } from '../../foundation/host-port.ts';
import { freePort } from './free-port.ts';
import { KeptProcess } from './group/kept-process.ts';

export interface MarathonStart {
  /** "127.0.0.1:5050" */
  readonly master: string;
  readonly ip: string;
  /** The first one to try; the next free one is taken. */
  readonly port: number;
  readonly workDir: string;
  readonly say: (line: string) => void;
}

const readyTimeoutMs = 15_000;
const lookIntervalMs = 100;

export interface Example {
  /** Of its task. */
  readonly url: string;
  /** Where marathon-lb serves it. */
  readonly servicePort: number;
}

export class LocalMarathon {
  readonly url: string;
  readonly #kept: KeptProcess;
  readonly #home: string;

  private constructor(url: string, kept: KeptProcess, home: string) {
    this.url = url;
    this.#kept = kept;
    this.#home = home;
  }

  static async start({ master, ip, port, workDir, say }: MarathonStart): Promise<LocalMarathon> {
    const home = join(workDir, 'marathon');
    mkdirSync(home, { recursive: true, mode: 0o700 });
    await endFormer(home);
    const own = await freePort(ip, port);
    const program = fileURLToPath(new URL('../../bin/marathon', import.meta.url));
    const flags = ['--http_address', ip, '--hostname', ip, '--http_port', String(own)];
    const kept = new KeptProcess({
      name: 'marathon',
      file: process.execPath,
      args: [program, '--master', master, ...flags, '--work_dir', home],
      environment: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      outputFile: join(home, 'output'),
      onEnd: (how) => say(`Marathon ended (${how}); it is started again`),
    });
    writeFileSync(pidFile(home), String(kept.pid ?? ''));
    return new LocalMarathon(`http://${hostPortText(ip, own)}`, kept, home);
  }

  /** The example, once it can be asked; undefined: it did not come up in time. */
  async deployExample(): Promise<Example | undefined> {
    const until = Date.now() + readyTimeoutMs;
    const done = join(this.#home, 'example-deployed');
    while (Date.now() < until) {
      try {
        if (!existsSync(done)) {
          const answer = await fetch(`${this.url}/v2/apps`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(exampleApp()),
          });
          await answer.arrayBuffer();
          if (answer.status === 201 || answer.status === 409) writeFileSync(done, '');
        }
        const place = await this.#placeOfExample();
        if (place !== undefined) return place;
        if (existsSync(done) && (await this.#isGone())) return undefined;
      } catch {
        // It does not listen yet.
      }
      await sleep(lookIntervalMs);
    }
    return undefined;
  }

  async stop(): Promise<void> {
    await this.#kept.stop();
  }

  async #placeOfExample(): Promise<Example | undefined> {
    const answer = await fetch(`${this.url}/v2/apps/hello?embed=app.tasks`);
    if (answer.status !== 200) return void (await answer.arrayBuffer());
    const { app } = (await answer.json()) as {
      app: {
        tasksHealthy: number;
        portDefinitions?: readonly { readonly port?: number }[];
        tasks: readonly { readonly host: string; readonly ports: readonly number[] }[];
      };
    };
    const [task] = app.tasks;
    return app.tasksHealthy > 0 && task !== undefined
      ? {
          url: `http://${task.host}:${task.ports[0]}`,
          servicePort: app.portDefinitions?.[0]?.port ?? 0,
        }
      : undefined;
  }

  /** Somebody removed it. */
  async #isGone(): Promise<boolean> {
    const answer = await fetch(`${this.url}/v2/apps/hello`);
    await answer.arrayBuffer();
    return answer.status === 404;
  }
}

/** Needs nothing but the Node.js that this runs on. */
function exampleApp(): object {
  const script = [
    "const http=require('http'),{HOST,PORT0}=process.env;",
    "http.createServer((q,r)=>r.end('Hello from '+HOST+':'+PORT0+'\\n')).listen(PORT0)",
  ].join('');
  return {
    id: '/hello',
    cmd: `exec '${process.execPath}' -e "${script}"`,
    cpus: 0.1,
    mem: 64,
    instances: 1,
    labels: { HAPROXY_GROUP: 'external', HAPROXY_0_BIND_ADDR: '127.0.0.1' },
    healthChecks: [{ protocol: 'HTTP', path: '/', gracePeriodSeconds: 30, intervalSeconds: 5 }],
  };
}

function pidFile(home: string): string {
  return join(home, 'pid');
}

async function endFormer(home: string): Promise<void> {
  const until = Date.now() + readyTimeoutMs;
  while (Date.now() < until) {
    const pid = formerPid(home);
    if (pid === undefined) return;
    process.kill(pid, 'SIGTERM');
    await sleep(lookIntervalMs);
  }
}

/** Only a process that says of itself that it keeps this state is one. */
function formerPid(home: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile(home), 'utf8'));
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return pid > 0 && command.includes('--work_dir') && command.includes(home) ? pid : undefined;
  } catch {
    return undefined;
  }
}
