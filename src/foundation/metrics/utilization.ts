/**
 * How busy the host of this process is, in percent, live: what those who run ClusterD (the
 * continuation of Mesos) watch. Read when somebody asks and at no other time; the share of the
 * processors is that between two readings.
 */
import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, freemem, loadavg, totalmem } from 'node:os';
import type { MetricsRegistry } from './registry.ts';

/** What is read of the machine; tests hand in another one. */
export interface Host {
  nowMs(): number;
  /** Of all processors since the boot. */
  cpuTimes(): CpuTimes;
  cpuCount(): number;
  load(): number;
  memTotalBytes(): number;
  memFreeBytes(): number;
  /** Undefined: there is no such place, or it cannot be read now. */
  diskShare(): number | undefined;
}

interface CpuTimes {
  readonly busyMs: number;
  readonly idleMs: number;
}

/** Readings that are closer give the same share: over less than that it is noise. */
const leastIntervalMs = 500;
const percent = 100;

/** `process` is "master" or "slave", as in the other names. */
export function registerUtilization(
  registry: MetricsRegistry,
  process: 'master' | 'slave',
  host: Host,
): void {
  const add = (name: string, read: () => number | undefined): void =>
    registry.gauge(`${process}/${name}_utilization`, read);
  const processors = new Processors(host);
  add('cpu', () => processors.read());
  add('mem', () => percent * (1 - host.memFreeBytes() / host.memTotalBytes()));
  add('load', () => (percent * host.load()) / host.cpuCount());
  add('disk', () => {
    const share = host.diskShare();
    return share === undefined ? undefined : percent * share;
  });
}

class Processors {
  readonly #host: Host;
  #last: CpuTimes;
  #lastMs: number;
  #share: number | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#last = host.cpuTimes();
    this.#lastMs = host.nowMs();
  }

  /** Undefined before there is a share to tell. */
  read(): number | undefined {
    const nowMs = this.#host.nowMs();
    if (nowMs - this.#lastMs < leastIntervalMs) return this.#share;
    const times = this.#host.cpuTimes();
    const busyMs = times.busyMs - this.#last.busyMs;
    const allMs = busyMs + times.idleMs - this.#last.idleMs;
    // The clocks of a machine may stand still, or jump while it sleeps.
    if (allMs > 0) this.#share = Math.min(percent, Math.max(0, (percent * busyMs) / allMs));
    this.#last = times;
    this.#lastMs = nowMs;
    return this.#share;
  }
}

/** `diskPath` is where this process keeps its state; undefined: nowhere. */
export function thisHost(diskPath: string | undefined): Host {
  return {
    nowMs: () => performance.now(),
    cpuTimes: () => {
      let [busyMs, idleMs] = [0, 0];
      for (const { times } of cpus()) {
        busyMs += times.user + times.nice + times.sys + times.irq;
        idleMs += times.idle;
      }
      return { busyMs, idleMs };
    },
    cpuCount: availableParallelism,
    load: () => loadavg()[0] ?? 0,
    memTotalBytes: totalmem,
    memFreeBytes: freemem,
    diskShare: () => (diskPath === undefined ? undefined : diskShare(diskPath)),
  };
}

/** As those without privileges see it. */
function diskShare(path: string): number | undefined {
  try {
    const { blocks, bfree, bavail } = statfsSync(path);
    const used = blocks - bfree;
    return used + bavail === 0 ? undefined : used / (used + bavail);
  } catch {
    return undefined;
  }
}
