/** The containerizer of an agent whose --launcher is posix. */
import { SystemClock } from '../../foundation/clock.ts';
import { MesosContainerizer } from '../life/mesos-containerizer.ts';
import type { MesosContainerizerParts } from '../life/mesos-containerizer.ts';
import { PosixLauncher } from './posix-launcher.ts';
import type { PosixLauncherParts } from './posix-launcher.ts';

export type PosixContainerizerOptions = Omit<MesosContainerizerParts, 'launcher' | 'clock'> &
  PosixLauncherParts;

export class PosixContainerizer extends MesosContainerizer {
  constructor(options: PosixContainerizerOptions) {
    super({ ...options, launcher: new PosixLauncher(options), clock: new SystemClock() });
  }
}
