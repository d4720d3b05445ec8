/**
 * marathon-lb beside the Marathon of `npm start`, where HAProxy is installed: a process of its own,
 * started again when it ends. It takes over the HAProxy that an earlier one left behind.
 */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostPortText } from '../../foundation/host-port.ts';
import { freePort } from './free-port.ts';
import { KeptProcess } from './group/kept-process.ts';

export interface BalancerStart {
  readonly marathonUrl: string;
  readonly ip: string;
  readonly workDir: string;
  readonly say: (line: string) => void;
}

const statsPort = 9_090;
const appIdPort = 9_091;
const versionTimeoutMs = 5_000;
const readyTimeoutMs = 15_000;
const askTimeoutMs = 2_000;
const lookIntervalMs = 100;

/** Undefined: it is there. */
export function whyNoHaproxy(): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('haproxy', ['-v'], { timeout: versionTimeoutMs }, (error) =>
      resolve(
        error === null
          ? undefined
          : 'not started, there is no HAProxy here (apt-get install haproxy)',
      ),
    );
  });
}

export class LocalBalancer {
  /** Where it shows what it serves. */
  readonly url: string;
  readonly #ip: string;
  readonly #kept: KeptProcess;

  private constructor(url: string, ip: string, kept: KeptProcess) {
    this.url = url;
    this.#ip = ip;
    this.#kept = kept;
  }

  static async start({ marathonUrl, ip, workDir, say }: BalancerStart): Promise<LocalBalancer> {
    const home = join(workDir, 'marathon-lb');
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const stats = hostPortText(ip, await freePort(ip, statsPort));
    const appId = hostPortText(ip, await freePort(ip, appIdPort));
    const program = fileURLToPath(new URL('../../bin/marathon-lb', import.meta.url));
    const kept = new KeptProcess({
      name: 'marathon-lb',
      file: process.execPath,
      args: [
        ...[program, 'sse', '--group', 'external', '--marathon', marathonUrl],
        ...['--haproxy-config', join(home, 'haproxy.cfg'), '--stats-bind', stats],
        // Ports 80 and 443 are perhaps not ours to take.
        ...['--dont-bind-http-https', '--drain-timeout', '5', '--log-level', 'INFO'],
      ],
      environment: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        HAPROXY_HTTP_FRONTEND_APPID_HEAD: `\\nfrontend marathon_http_appid_in\\n  bind ${appId}\\n  mode http\\n`,
      },
      outputFile: join(home, 'output'),
      onEnd: (how) => say(`marathon-lb ended (${how}); it is started again`),
    });
    return new LocalBalancer(`http://${stats}/haproxy?stats`, ip, kept);
  }

  /** Where a service port is reached; undefined: not in time. */
  async route(servicePort: number): Promise<string | undefined> {
    const url = `http://${hostPortText(this.#ip, servicePort)}`;
    const until = Date.now() + readyTimeoutMs;
    while (Date.now() < until) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(askTimeoutMs) }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.status === 200) return url;
      await sleep(lookIntervalMs);
    }
    return undefined;
  }

  async stop(): Promise<void> {
    await this.#kept.stop();
  }
}
