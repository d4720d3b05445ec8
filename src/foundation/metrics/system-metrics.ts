/** Numbers about the machine that every Mesos process publishes, asked for at each snapshot. */
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import type { MetricsRegistry } from './registry.ts';

export function registerSystemMetrics(registry: MetricsRegistry): void {
  registry.gauge('system/cpus_total', availableParallelism);
  registry.gauge('system/load_1min', () => loadavg()[0]);
  registry.gauge('system/load_5min', () => loadavg()[1]);
  registry.gauge('system/load_15min', () => loadavg()[2]);
  registry.gauge('system/mem_total_bytes', totalmem);
  registry.gauge('system/mem_free_bytes', freemem);
}
