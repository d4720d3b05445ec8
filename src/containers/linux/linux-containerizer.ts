/** The containerizer of an agent whose --launcher is linux. */
import { SystemClock } from '../../foundation/clock.ts';
import { MesosContainerizer } from '../life/mesos-containerizer.ts';
import type { MesosContainerizerParts } from '../life/mesos-containerizer.ts';
import { LinuxLauncher } from './linux-launcher.ts';
import type { LinuxLauncherParts } from './linux-launcher.ts';

export type LinuxContainerizerOptions = Omit<MesosContainerizerParts, 'launcher' | 'clock'> &
  LinuxLauncherParts;

export class LinuxContainerizer extends MesosContainerizer {
  constructor(options: LinuxContainerizerOptions) {
    super({ ...options, launcher: new LinuxLauncher(options), clock: new SystemClock() });
  }
}
