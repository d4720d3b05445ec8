/**
 * A master, one agent with the launcher `linux`, and a framework; the agent is killed and started again.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findObstacle } from '../../../src/containers/linux/requirements.ts';
import { Cluster, eventually, type Program } from '../../support/cluster.ts';
import { ChaosFramework } from './framework.ts';
import { Machine } from './machine.ts';

const plugins = ['/usr/lib/cni', '/opt/cni/bin'].find((path) => existsSync(join(path, 'bridge')));
/** Of the last octets of 10.214: two that run at the same time seldom meet. */
const subnets = 250;
const killedTimes = 40;

const waiter = `# Waits for a gate; its name, the gate, the code.
while ! [ -e "$2" ]; do sleep 0.1; done
exit "$3"
`;

/** Why this machine cannot have such an agent; undefined: it can. */
export function whyNoContainers(): string | undefined {
  const noPlugins = plugins === undefined ? 'it needs the CNI plugins' : undefined;
  return findObstacle('/sys/fs/cgroup') ?? noPlugins;
}

export class World {
  readonly cluster = new Cluster();
  readonly machine: Machine;
  framework!: ChaosFramework;
  master!: Program;
  agent!: Program;
  /** Of the agent, that nobody asked for. */
  readonly surprises: string[] = [];
  readonly #ports: number;
  #holds = 0;
  #starting: Promise<void> | undefined;

  constructor(basePort: number) {
    this.#ports = basePort;
    this.machine = new Machine(this.#places);
  }

  get #places(): ConstructorParameters<typeof Machine>[0] {
    const { directory } = this.cluster;
    const leases = join(directory, 'leases/chaos');
    const name = `${process.pid % 100_000}`;
    return { directory, leases, cgroupsRoot: `mesos-chaos-${name}`, bridge: `apchaos${name}` };
  }

  get marks(): string {
    return join(this.cluster.directory, 'marks');
  }

  async start(): Promise<void> {
    const { directory } = this.cluster;
    const { bridge, cgroupsRoot } = this.#places;
    mkdirSync(this.marks);
    writeFileSync(this.machine.waiter, waiter);
    const configs = join(directory, 'networks');
    mkdirSync(configs);
    const subnet = `10.214.${process.pid % subnets}.0/24`;
    const ipam = { type: 'host-local', subnet, dataDir: join(directory, 'leases') };
    const network = { cniVersion: '0.4.0', name: 'chaos', type: 'bridge', bridge, ipam };
    writeFileSync(join(configs, 'chaos.conf'), JSON.stringify(network));
    this.master = await this.cluster.startMaster({
      port: this.#ports,
      flags: ['--allocation_interval=100ms'],
    });
    this.agent = await this.cluster.startAgent(this.master, {
      launcher: 'linux',
      port: this.#ports + 1,
      flags: [
        '--isolation=cgroups/cpu,cgroups/mem,cgroups/pids,namespaces/pid,namespaces/ipc,network/cni',
        ...[`--network_cni_config_dir=${configs}`, `--network_cni_plugins_dir=${plugins!}`],
        `--cgroups_root=${cgroupsRoot}`,
        '--resources=cpus:64;mem:16384;disk:512;disk(chaos):64',
      ],
    });
    await this.registered();
    this.framework = new ChaosFramework(this.master.address, this.marks);
  }

  async registered(): Promise<void> {
    await eventually('the agent is registered', async () => {
      const { slaves } = (await this.master.getJson('/slaves')) as {
        slaves: { active: boolean }[];
      };
      return slaves.some(({ active }) => active) || undefined;
    });
  }

  /** It stays dead until as many as held it have let it go. */
  killAgent(): void {
    this.#holds++;
    this.agent.signal('SIGKILL');
  }

  async letAgentGo(): Promise<void> {
    if (--this.#holds > 0) return;
    await this.#startAgent();
  }

  async #startAgent(): Promise<void> {
    this.#starting ??= this.#untilStarted().finally(() => (this.#starting = undefined));
    await this.#starting;
  }

  /** It may be killed again before it serves. */
  async #untilStarted(): Promise<void> {
    for (let times = 0; times < killedTimes && this.#holds === 0; times++) {
      await eventually('the agent is dead', () => !this.agent.isRunning || undefined);
      if (this.#holds > 0) return; // killed again before it was there: whoever holds it starts it
      const failed = await this.agent.start().then(
        () => undefined,
        (error: Error) => error,
      );
      if (failed === undefined) {
        if (this.#holds > 0) this.agent.signal('SIGKILL');
        return;
      }
      if (this.agent.exit?.signal !== 'SIGKILL') return void this.surprises.push(failed.message);
    }
  }

  /** Nobody holds it and it serves. */
  async agentIsBack(): Promise<void> {
    await this.#starting;
    if (!this.agent.isRunning) {
      const { exit } = this.agent;
      if (exit?.signal !== 'SIGKILL') {
        this.surprises.push(
          `the agent ended: ${JSON.stringify(exit)} ${this.agent.log.slice(-2000)}`,
        );
      }
      await this.#startAgent();
    }
    await this.registered();
  }

  async stop(): Promise<void> {
    await this.agent?.end('SIGKILL');
    this.machine.unmountAll();
    await this.cluster.stop();
    await eventually('the cgroups are empty', () => {
      try {
        this.machine.removeRoots();
        return true;
      } catch {
        return undefined; // Who was killed takes a moment to go.
      }
    });
  }
}
