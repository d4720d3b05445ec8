/** The containerizer `docker`: the life of containers, kept with the Docker Engine. */
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { Abilities } from '../containerizer.ts';
import type { Fetcher } from '../fetcher/fetcher.ts';
import { AgentSocketIsolator } from '../isolators/agent-socket/agent-socket.ts';
import { MesosContainerizer } from '../life/mesos-containerizer.ts';
import { DockerIo } from './docker-io.ts';
import { DockerIsolator } from './docker-isolator.ts';
import { DockerLauncher } from './docker-launcher.ts';
import type { DockerLauncherParts } from './docker-launcher.ts';

export interface DockerContainerizerParts extends DockerLauncherParts {
  /** May tasks run as root? */
  readonly allowsRoot: boolean;
  readonly fetcher: Fetcher;
  readonly clock: Clock;
  readonly log: Log;
}

/** See wishes/tables.ts; persistent volumes are bound into the sandbox. */
const abilities: Abilities = new Set([
  ...['Docker containerizer', 'filesystem/posix', 'I/O switchboard'],
]);

export class DockerContainerizer extends MesosContainerizer {
  constructor(parts: DockerContainerizerParts) {
    const { engine, options } = parts;
    const launcher = new DockerLauncher(parts);
    const isolators = [
      new DockerIsolator(engine, launcher, options.isRequestTheLimit),
      new AgentSocketIsolator(() => true),
      ...(parts.gpus === undefined ? [] : [parts.gpus]),
      ...(launcher.networks === undefined ? [] : [launcher.networks]),
    ];
    const { workDirectory } = options;
    const ioKeeper = new DockerIo(launcher);
    super({ ...parts, launcher, isolators, abilities, workDirectory, ioKeeper });
  }
}
