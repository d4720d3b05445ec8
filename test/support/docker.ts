/**
 * A Docker Engine for system tests: a private daemon with directories and a socket of its own, and one
 * image made of the machine's static busybox. Needs root, dockerd, docker and busybox-static.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './cluster.ts';

const busybox = '/bin/busybox';
const applets = [
  ...['cat', 'date', 'echo', 'env', 'grep', 'hostname', 'id', 'ip', 'ls', 'nc', 'sh', 'sleep'],
  ...['stty', 'test', 'tty'],
];
const longestStartMs = 60_000;

/** What is missing here, for the name of a test that is skipped. */
export function findDockerObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'it needs root';
  for (const program of ['dockerd', 'docker', 'iptables']) {
    if (spawnSync('which', [program]).status !== 0) return `there is no ${program}`;
  }
  const linked = existsSync(busybox) ? spawnSync('ldd', [busybox]).status : 0;
  return linked === 0 ? 'there is no static busybox' : undefined;
}

export class PrivateDocker {
  readonly #directory = mkdtempSync(join(tmpdir(), 'altiplano-docker-'));
  #daemon: ChildProcess | undefined;

  get socket(): string {
    return join(this.#directory, 'docker.sock');
  }

  docker(...args: readonly string[]): string {
    const all = ['--host', `unix://${this.socket}`, ...args];
    return execFileSync('docker', all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  async start(): Promise<void> {
    const at = (name: string): string => join(this.#directory, name);
    // After SIGKILL a daemon takes whoever has these numbers by now for itself, and for its containerd.
    for (const name of ['pid', 'exec/containerd/containerd.pid']) rmSync(at(name), { force: true });
    const directories = [`--data-root=${at('data')}`, `--exec-root=${at('exec')}`];
    const args = [...directories, `--pidfile=${at('pid')}`, `--host=unix://${this.socket}`];
    this.#daemon = spawn('dockerd', args, { stdio: 'ignore' });
    await eventually('dockerd answers', () => this.#answers(), longestStartMs);
  }

  #answers(): boolean | undefined {
    try {
      return this.docker('version') !== '';
    } catch {
      return undefined;
    }
  }

  /** The image `busybox`. */
  makeImage(): void {
    const root = join(this.#directory, 'root');
    for (const name of ['bin', 'etc', 'tmp']) mkdirSync(join(root, name), { recursive: true });
    copyFileSync(busybox, join(root, 'bin/busybox'));
    for (const name of applets) symlinkSync('busybox', join(root, 'bin', name));
    writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\n');
    execFileSync('tar', ['-C', root, '-cf', join(this.#directory, 'image.tar'), '.']);
    this.docker('import', join(this.#directory, 'image.tar'), 'busybox:latest');
  }

  /** SIGKILL leaves the containers to themselves, SIGTERM ends them. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const daemon = this.#daemon;
    if (daemon?.exitCode !== null || daemon.signalCode !== null) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(signal);
    await ended;
  }

  async stop(): Promise<void> {
    if (this.#daemon === undefined) return;
    await this.end('SIGTERM');
    for (const line of execFileSync('cat', ['/proc/mounts'], { encoding: 'utf8' }).split('\n')) {
      const path = line.split(' ')[1] ?? '';
      if (path.startsWith(this.#directory)) spawnSync('umount', ['-l', path]);
    }
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 10 });
  }
}
