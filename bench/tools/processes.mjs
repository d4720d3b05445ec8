/**
 * Masters, agents and tools as real processes for a measurement, on free ports and in a directory
 * of their own, all gone when the measurement is over, however it ends.
 */
import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const pollMs = 3;
const longestStartMs = 30_000;
const longestQuietMs = 60_000;

/** One line for scripts/bench.mjs: a figure, its bar and what real Mesos did on such a machine. */
export function figure(name, value, unit, { bar, mesos } = {}) {
  const rounded = value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
  console.log(JSON.stringify({ figure: name, value: rounded, unit, bar, mesos }));
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** GET, or POST with a body of JSON: {status, bytes, ms, text}; rejects when nobody answers. */
export function get(address, path, { agent, wantsText = false, body, accept } = {}) {
  const startedMs = performance.now();
  const options = { agent };
  if (body !== undefined) {
    options.method = 'POST';
    options.headers = { 'Content-Type': 'application/json', Accept: accept };
  }
  return new Promise((resolve, reject) => {
    const request = http.request(`http://${address}${path}`, options, (response) => {
      let bytes = 0;
      const parts = [];
      response.on('data', (chunk) => {
        bytes += chunk.length;
        if (wantsText) parts.push(chunk);
      });
      response.on('error', reject).on('end', () => {
        const ms = performance.now() - startedMs;
        const text = wantsText ? Buffer.concat(parts).toString() : '';
        resolve({ status: response.statusCode, bytes, ms, text });
      });
    });
    request.on('error', reject).end(body);
  });
}

async function untilServing(address, child, readyPath) {
  const deadlineMs = performance.now() + longestStartMs;
  for (;;) {
    try {
      if ((await get(address, readyPath)).status === 200) return;
    } catch {
      // Not listening yet.
    }
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    if (performance.now() > deadlineMs) throw new Error(`${address} does not answer ${readyPath}`);
    await sleep(pollMs);
  }
}

/** A master, an agent or Marathon. */
class Program {
  constructor(file, port, args, readyPath = '/health') {
    this.file = file;
    this.readyPath = readyPath;
    this.args = args;
    this.address = `127.0.0.1:${port}`;
  }

  async start() {
    const startedMs = performance.now();
    this.child = spawn(
      process.execPath,
      [...nodeOptions(this.file), inRoot(this.file), ...this.args],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    await untilServing(this.address, this.child, this.readyPath);
    this.startMs = performance.now() - startedMs;
    return this;
  }

  get pid() {
    return this.child.pid;
  }

  async end(signal = 'SIGTERM') {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await Promise.race([gone, sleep(5000).then(() => child.kill('SIGKILL'))]);
  }
}

/** BENCH_NODE_OPTIONS="bin/mesos-master --cpu-prof …" profiles that program. */
function nodeOptions(file) {
  const [wanted, ...options] = (process.env.BENCH_NODE_OPTIONS ?? '').split(' ');
  return wanted === file ? options : [];
}

/** A program of bench/tools/ and the lines that it prints. */
class Tool {
  #lines = [];
  #waiting = [];

  constructor(name, args) {
    const path = inRoot(`bench/tools/${name}.mjs`);
    this.child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.#onLine(line));
    this.child.on('exit', (code) => {
      for (const { reject, event } of this.#waiting) {
        reject(new Error(`${name} ended with ${code} before it said "${event}"`));
      }
    });
  }

  #onLine(line) {
    if (process.env.BENCH_VERBOSE) console.log(line);
    const said = JSON.parse(line);
    if (said.event === 'timeout') console.error(line);
    this.#lines.push(said);
    for (const { event, resolve } of this.#waiting) if (event === said.event) resolve(said);
  }

  /** The line with this event, said already or later. */
  said(event) {
    const found = this.#lines.find((line) => line.event === event);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
    });
  }

  end(signal = 'SIGTERM') {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode !== null || !this.child.kill(signal)) return undefined;
    return gone;
  }
}

/** Pids of all processes that have this directory in their arguments, environment or as their own. */
export function processesOf(directory) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`).startsWith(directory) ||
          readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(directory) ||
          readFileSync(`/proc/${pid}/environ`, 'latin1').includes(directory)
        );
      } catch {
        return false;
      }
    });
}

/** Runs `work` with a cluster in a fresh directory, and leaves nothing of it behind. */
export async function withCluster(work) {
  const directory = mkdtempSync(join(tmpdir(), 'altiplano-bench-'));
  const started = [];
  const keep = (one) => {
    started.unshift(one);
    return one;
  };
  const common = (name, port) => [
    '--ip=127.0.0.1',
    `--port=${port}`,
    `--work_dir=${join(directory, name)}`,
    '--logging_level=WARNING',
  ];
  const cluster = {
    directory,
    async startMaster(flags = [], name = 'master') {
      const port = await freePort();
      return keep(new Program('bin/mesos-master', port, [...common(name, port), ...flags])).start();
    },
    async startAgent(master, flags = [], name = 'agent') {
      const port = await freePort();
      const args = [
        ...common(name, port),
        `--runtime_dir=${join(directory, name, 'run')}`,
        `--master=${master.address}`,
        ...flags,
      ];
      return keep(new Program('bin/mesos-agent', port, args)).start();
    },
    async startMarathon(master, flags = []) {
      const port = await freePort();
      const args = [
        ...['--http_address=127.0.0.1', '--hostname=127.0.0.1', `--http_port=${port}`],
        ...[`--work_dir=${join(directory, 'marathon')}`, `--master=${master.address}`],
        ...['--logging_level=WARN', ...flags],
      ];
      return keep(new Program('bin/marathon', port, args, '/ping')).start();
    },
    /** Its `port` is that of HTTP, `dnsPort` that of DNS. */
    async startMesosDns(master) {
      const [port, dnsPort] = [await freePort(), await freePort()];
      const path = join(directory, 'mesos-dns.json');
      const local = { listener: '127.0.0.1', httplistener: '127.0.0.1', externalon: false };
      const config = { masters: [master.address], port: dnsPort, httpport: port, ...local };
      writeFileSync(path, JSON.stringify(config));
      const args = ['-config', path];
      const program = await keep(new Program('bin/mesos-dns', port, args, '/v1/version')).start();
      return Object.assign(program, { dnsPort });
    },
    /** Of the HAProxy that it starts, `/_haproxy_health_check` at the address. */
    async startBalancer(marathonAddress, flags = []) {
      const port = await freePort();
      const args = [
        ...['sse', '--group', 'bench', '--dont-bind-http-https', '--log-level=WARNING'],
        ...[`--marathon=http://${marathonAddress}`, `--stats-bind=127.0.0.1:${port}`],
        ...[`--haproxy-config=${join(directory, 'lb', 'haproxy.cfg')}`, ...flags],
      ];
      return keep(new Program('bin/marathon-lb', port, args, '/_haproxy_health_check')).start();
    },
    startTool: (name, ...args) => keep(new Tool(name, args.map(String))),
  };
  try {
    return await work(cluster);
  } finally {
    for (const one of started) await one.end();
    for (const pid of processesOf(directory)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Gone meanwhile.
      }
    }
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

const kilobytes = (pid, file, name) => {
  const text = readFileSync(`/proc/${pid}/${file}`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
};

export const rssMb = (pid) => kilobytes(pid, 'status', 'VmRSS') / 1024;

/** CPU seconds that a process has used so far. */
export function cpuSeconds(pid) {
  // The name of the program, in parentheses, may hold blanks; user and system time follow far behind.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Waits until a program has nothing to do any more: what is measured next starts at once. */
export async function untilQuiet({ pid, address }) {
  const windowMs = 500;
  const idleShare = 0.05;
  const deadlineMs = performance.now() + longestQuietMs;
  for (;;) {
    const before = cpuSeconds(pid);
    await sleep(windowMs);
    await get(address, '/health');
    const isIdle = cpuSeconds(pid) - before <= (windowMs / 1000) * idleShare;
    if (isIdle || performance.now() > deadlineMs) return;
  }
}

/** What a process costs: its own pages, and its share of those that it has in common with others. */
export const pssMb = (pid) => kilobytes(pid, 'smaps_rollup', 'Pss') / 1024;

export function quantile(values, q) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}
