/**
 * The cluster as it was when the recordings were made: one agent, a framework whose task is done,
 * one whose task runs. What differs in texts (ids, ports, directories) is known here.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));

interface TaskState {
  readonly id: string;
  readonly state: string;
  readonly framework_id: string;
  readonly slave_id: string;
}

export class RecordedCluster {
  readonly cluster = new Cluster();
  master!: Program;
  agent!: Program;
  agentId = '';
  frameworkId = '';
  containerId = '';
  #running: ChildProcess | undefined;

  async start(): Promise<this> {
    const logs = (name: string): string => `--log_dir=${join(this.cluster.directory, name)}`;
    this.master = await this.cluster.startMaster({ flags: [logs('master-log')] });
    this.agent = await this.cluster.startAgent(this.master, {
      flags: [logs('agent-log'), '--resources=cpus:2;mem:2048;disk:10000;ports:[31000-32000]'],
    });
    const finished = this.#execute('finished', 'true');
    await once(finished, 'exit');
    this.#running = this.#execute('test', 'echo started; sleep 1000');
    const task = await eventually('the task runs', () => this.#findRunning());
    this.agentId = task.slave_id;
    this.frameworkId = task.framework_id;
    const [container] = (await this.agent.getJson('/containers')) as { container_id: string }[];
    this.containerId = container?.container_id ?? '';
    return this;
  }

  #execute(name: string, command: string): ChildProcess {
    const args = [`--master=${this.master.address}`, `--name=${name}`, `--command=${command}`];
    return spawn(process.execPath, [execute, ...args], { stdio: 'ignore' });
  }

  async #findRunning(): Promise<TaskState | undefined> {
    const { tasks } = (await this.master.getJson('/tasks')) as { tasks: readonly TaskState[] };
    return tasks.find(({ id, state }) => id === 'test' && state === 'TASK_RUNNING');
  }

  get sandbox(): string {
    const run = `frameworks/${this.frameworkId}/executors/test/runs/${this.containerId}`;
    return `${this.agent.workDir}/slaves/${this.agentId}/${run}`;
  }

  /** A recorded text with the ids and places of this cluster instead of those of that one. */
  here(text: string): string {
    return text
      .replace(/\/var\/lib\/run\/a\/slaves\/.*?\/runs\/[0-9a-f-]{36}/g, this.sandbox)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-S\d+/g, this.agentId)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}-\d{4}/g, this.frameworkId);
  }

  /** The scheduler of the task that runs; what it would hear or say now is not wanted. */
  killScheduler(): void {
    this.#running?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.killScheduler();
    await this.cluster.stop();
  }
}
