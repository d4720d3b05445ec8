/** What goes over the interfaces of a network namespace, as the kernel counts it there. */
import { execFile } from 'node:child_process';
import type { PartialStatistics } from '../isolator.ts';

/** Columns of /proc/net/dev, from the left. */
const columns = [
  ...(['net_rx_bytes', 'net_rx_packets', 'net_rx_errors', 'net_rx_dropped'] as const),
  ...([undefined, undefined, undefined, undefined] as const),
  ...(['net_tx_bytes', 'net_tx_packets', 'net_tx_errors', 'net_tx_dropped'] as const),
];

/** The sum over these interfaces. */
export function networkStatistics(text: string, interfaces: readonly string[]): PartialStatistics {
  const sums: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const [name, figures = ''] = line.split(':');
    if (!interfaces.includes(name!.trim())) continue;
    const values = figures.trim().split(/\s+/u).map(Number);
    for (const [i, column] of columns.entries()) {
      if (column !== undefined) sums[column] = (sums[column] ?? 0) + (values[i] ?? 0);
    }
  }
  return sums;
}

/** "" when the namespace has gone meanwhile. */
export function readInterfaces(namespacePath: string): Promise<string> {
  const words = [`--net=${namespacePath}`, '--', 'cat', '/proc/self/net/dev'];
  return new Promise((resolve) => {
    execFile('nsenter', words, { timeout: 10_000 }, (_error, stdout) => resolve(stdout));
  });
}
