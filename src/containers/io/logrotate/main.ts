/**
 * mesos-logrotate-logger: what a container writes comes in by pipes and goes to files that are rotated. It
 * outlives the agent, as the container does, and ends when nobody can write any more.
 *
 * Argument: the settings (JSON). Working directory: the sandbox. Descriptors: 3 = stdout, 4 = stderr.
 */
import { Socket } from 'node:net';
import { RotatingFile } from './rotating-file.ts';
import type { LoggerSettings } from './settings.ts';

const settings = JSON.parse(process.argv[2] ?? '') as LoggerSettings;

for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'] as const) {
  process.on(signal, () => undefined);
}
for (const [fd, name] of [
  [3, 'stdout'],
  [4, 'stderr'],
] as const) {
  const file = new RotatingFile(name, settings[name]);
  const source = new Socket({ fd, readable: true, writable: false });
  source.on('data', (data: Buffer) => file.write(data)).on('error', () => source.destroy());
}
// The pipes keep the process alive; without them it ends by itself.
