/** The real world of a deployment: Marathon and balancers over HTTP, a terminal, time. */
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { Log } from '../../foundation/log.ts';
import { Addresses } from '../marathon/addresses.ts';
import { asObject, objectIn, objectsIn } from '../model/fields.ts';
import { hostsToResolve } from '../model/memory.ts';
import { readApps } from '../model/read-apps.ts';
import type { Definition } from './definition.ts';
import type { HttpClient } from './http-client.ts';
import type { ZddPorts } from './ports.ts';

export interface WorldOptions {
  readonly marathon: string;
  readonly balancers: string;
  readonly hook: string | undefined;
  readonly client: HttpClient;
  readonly log: Log;
}

const rememberedAddresses = 10_000;

export function realWorld(options: WorldOptions): ZddPorts {
  const { client, log } = options;
  return {
    marathon: marathonAt(options.marathon.replace(/\/+$/, ''), client),
    balancers: {
      urls: () => urlsOf(options.balancers),
      pids: async (url) => {
        const text = await client.text('GET', `${url}/_haproxy_getpids`);
        return text.ok ? ok(text.value.split(/\s+/).filter((pid) => pid !== '')) : text;
      },
      statistics: (url) => client.text('GET', `${url}/haproxy?stats;csv`),
    },
    addressesOf,
    beforeKill: (old, taskIds, young) => runHook(options.hook, [old, taskIds, young]),
    confirm,
    say: (sentence) => log.info(sentence),
    print: (text) => void process.stdout.write(`${text}\n`),
    wait: (ms) => sleep(ms),
    nowMs: () => Date.now(),
  };
}

function marathonAt(url: string, client: HttpClient): ZddPorts['marathon'] {
  const done = async (answer: Promise<Result<string>>): Promise<Result<void>> => {
    const result = await answer;
    return result.ok ? ok(undefined) : result;
  };
  return {
    list: async () => {
      const answer = await client.json(`${url}/v2/apps`);
      return answer.ok ? ok(objectsIn(asObject(answer.value), 'apps')) : answer;
    },
    get: async (id) => {
      const answer = await client.json(`${url}/v2/apps${id}`);
      if (!answer.ok) return answer;
      const app = objectIn(asObject(answer.value), 'app');
      return app === undefined ? failure(`${url}/v2/apps${id}: there is no app in it`) : ok(app);
    },
    create: (app) => done(client.text('POST', `${url}/v2/apps`, app)),
    delete: (id) => done(client.text('DELETE', `${url}/v2/apps${id}`)),
    scale: (id, instances) => done(client.text('PUT', `${url}/v2/apps${id}`, { instances })),
    killAndScale: (ids) => done(client.text('POST', `${url}/v2/tasks/delete?scale=true`, { ids })),
  };
}

/** One for each address that the name has. */
async function urlsOf(text: string): Promise<Result<readonly string[]>> {
  const url = new URL(text);
  try {
    const addresses = await lookup(url.hostname, { all: true, family: 4 });
    const port = url.port === '' ? '' : `:${url.port}`;
    const path = url.pathname.replace(/\/+$/, '');
    return ok(addresses.map(({ address }) => `${url.protocol}//${address}${port}${path}`));
  } catch (error) {
    return failure(`${text}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function addressesOf(apps: readonly Definition[]): Promise<ReadonlyMap<string, string>> {
  const addresses = new Addresses(rememberedAddresses);
  await addresses.find(hostsToResolve(readApps({ apps })?.apps ?? []));
  return addresses.all;
}

function runHook(hook: string | undefined, values: readonly unknown[]): Promise<Result<void>> {
  if (hook === undefined) return Promise.resolve(ok(undefined));
  return new Promise((resolve) => {
    const args = values.map((value) => JSON.stringify(value));
    const child = spawn(hook, args, { stdio: 'inherit' });
    child.once('error', (error) => resolve(failure(`--pre-kill-hook ${hook}: ${error.message}`)));
    child.once('exit', (code, signal) =>
      resolve(
        code === 0
          ? ok(undefined)
          : failure(`--pre-kill-hook ${hook} ended with ${code ?? signal}`),
      ),
    );
  });
}

/** No answer at all, as from a pipe that has ended, is no. */
async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('no')));
  try {
    for (;;) {
      const answer = await Promise.race([terminal.question(`${question} [Y/n] `), ended]);
      if (/^(?:y|ye|yes|)$/i.test(answer.trim())) return true;
      if (/^no?$/i.test(answer.trim())) return false;
      process.stdout.write("Please respond with 'yes' or 'no' (or 'y' or 'n').\n");
    }
  } finally {
    terminal.close();
  }
}
