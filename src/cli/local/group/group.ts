/**
 * Several masters, their agents and a private ZooKeeper, each a process that is started again when it
 * ends: something to kill things in. Whoever leads is said whenever it changes.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SystemClock } from '../../../foundation/clock.ts';
import { hostPortText } from '../../../foundation/host-port.ts';
import { silentLog } from '../../../foundation/log.ts';
import { SystemRandom } from '../../../foundation/random.ts';
import { unwrap } from '../../../foundation/result.ts';
import type { Detector } from '../../../leadership/core/election.ts';
import { parseZooKeeperUrl } from '../../../zookeeper/core/url.ts';
import { zooKeeperDetector } from '../../../zookeeper/group.ts';
import { type Invocation, type PartStart, agentProcessOf, masterProcessOf } from '../flags.ts';
import { KeptProcess } from './kept-process.ts';
import { preparePrivateZooKeeper } from './private-zookeeper.ts';

export interface GroupStart {
  readonly invocation: Invocation;
  readonly say: (line: string) => void;
}

interface Member {
  readonly kept: KeptProcess;
  readonly url: string;
}

export class MasterGroup {
  readonly zk: string;
  readonly masters: Member[] = [];
  readonly agents: Member[] = [];
  readonly #start: GroupStart;
  readonly #zooKeeper: KeptProcess;
  readonly #detector: Detector;
  #leader: string | undefined;
  readonly #onLeader: (() => void)[] = [];

  private constructor(start: GroupStart, zk: string, zooKeeper: KeptProcess) {
    this.zk = zk;
    this.#start = start;
    this.#zooKeeper = zooKeeper;
    this.#detector = zooKeeperDetector({
      url: unwrap(parseZooKeeperUrl(zk)),
      sessionTimeoutMs: start.invocation.values.zk_session_timeout,
      clock: new SystemClock(),
      random: new SystemRandom(),
      log: silentLog,
    });
  }

  /** @throws Error with a sentence for the operator when it cannot start */
  static async start(start: GroupStart): Promise<MasterGroup> {
    const { work_dir, masters, num_slaves } = start.invocation.values;
    const home = join(work_dir, 'zookeeper');
    const { port, file, args } = unwrap(await preparePrivateZooKeeper(home));
    const zooKeeper = new KeptProcess({
      name: 'zookeeper',
      file,
      args,
      environment: { PATH: process.env['PATH'] },
      outputFile: join(home, 'output'),
      onEnd: (how) => start.say(`ZooKeeper ended (${how}); it is started again`),
    });
    const group = new MasterGroup(start, `zk://127.0.0.1:${port}/mesos`, zooKeeper);
    for (let index = 0; index < masters; index++) group.#startMaster(index);
    for (let index = 0; index < num_slaves; index++) group.#startAgent(index);
    group.#watch();
    return group;
  }

  /** Resolves when a master leads; false: none did in time. */
  elected(withinMs: number): Promise<boolean> {
    if (this.#leader !== undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), withinMs);
      this.#onLeader.push(() => {
        clearTimeout(late);
        resolve(true);
      });
    });
  }

  /** Of the master that leads. */
  get leaderUrl(): string | undefined {
    return this.#leader;
  }

  async stop(): Promise<void> {
    this.#detector.close();
    await Promise.all(this.agents.map(({ kept }) => kept.stop()));
    await Promise.all(this.masters.map(({ kept }) => kept.stop()));
    await this.#zooKeeper.stop();
  }

  #startMaster(index: number): void {
    const { invocation } = this.#start;
    const { ip, port, work_dir } = invocation.values;
    const start = masterProcessOf(invocation, { index, zk: this.zk });
    const home = join(work_dir, 'masters', String(index));
    const kept = this.#keep(`master ${index + 1}`, 'mesos-master', { start, home });
    this.masters.push({ kept, url: `http://${hostPortText(ip, port + index)}` });
  }

  #startAgent(index: number): void {
    const { invocation } = this.#start;
    const { ip, port, masters, work_dir } = invocation.values;
    const start = agentProcessOf(invocation, { index, zk: this.zk });
    const home = join(work_dir, 'agents', String(index));
    const kept = this.#keep(`agent ${index + 1}`, 'mesos-agent', { start, home });
    this.agents.push({ kept, url: `http://${hostPortText(ip, port + masters + index)}` });
  }

  #keep(
    name: string,
    program: string,
    { start, home }: { readonly start: PartStart; readonly home: string },
  ): KeptProcess {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return new KeptProcess({
      name,
      file: process.execPath,
      args: [fileURLToPath(new URL(`../../bin/${program}`, import.meta.url)), ...start.args],
      environment: { PATH: process.env['PATH'], ...start.environment },
      outputFile: join(home, 'output'),
      onEnd: (how) => this.#start.say(`${name} ended (${how}); it is started again`),
    });
  }

  #watch(): void {
    const { say } = this.#start;
    this.#detector.watch({
      changed: (leader) => {
        const port = leader?.port;
        const index = this.masters.findIndex(({ url }) => url.endsWith(`:${port}`));
        const member = this.masters[index];
        this.#leader = member?.url;
        say(member === undefined ? 'No master leads' : `${member.kept.name} leads, ${member.url}`);
        if (member !== undefined) for (const tell of this.#onLeader.splice(0)) tell();
      },
      failed: (why) => say(`Nobody knows who leads: ${why}`),
    });
  }
}
