/**
 * cgroups/devices: a container may use the devices that every program expects (null, random,
 * terminals …) and those that the operator allows with --allowed_devices, and no others, whatever
 * device files it sees or makes.
 */
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { DeviceAccess } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { readAllowedDevices } from '../allowed-devices.ts';
import { readDevice } from '../device-file.ts';
import type {
  DeviceRule,
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  Preparation,
} from '../isolator.ts';

/** Files of devices may be made, which alone lets nobody use one. */
const makeFiles: readonly DeviceRule[] = [
  { type: 'c', access: 'm' },
  { type: 'b', access: 'm' },
];
/** @compat null, zero, full, random, urandom, tty, console, ptmx, pts, net/tun. */
const usual: readonly DeviceRule[] = (
  [
    ...[
      [1, 3],
      [1, 5],
      [1, 7],
      [1, 8],
      [1, 9],
    ],
    ...[[5, 0], [5, 1], [5, 2], [136], [10, 200]],
  ] as const
).map(([major, minor]) => ({
  type: 'c',
  major,
  ...(minor !== undefined && { minor }),
  access: 'rwm',
}));

export class CgroupsDevicesIsolator implements Isolator {
  readonly name = 'cgroups/devices';
  readonly #allowed: readonly DeviceAccess[];

  constructor(options: Pick<IsolatorOptions, 'allowed_devices'>) {
    this.#allowed = unwrap(readAllowedDevices(options.allowed_devices));
  }

  prepare(
    _container: IsolatedContainer,
    _config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    Promise.all(this.#allowed.map(ruleOf)).then(
      (more) => done(ok({ devices: [...makeFiles, ...usual, ...more] })),
      (error: Error) => done(failure(`A device of --allowed_devices: ${error.message}`)),
    );
  }
}

/** Looked up for each container: drivers come and go, and numbers with them. */
function ruleOf({ device, access }: DeviceAccess): Promise<DeviceRule> {
  const { read, write, mknod } = access;
  return readDevice(device.path!, `${read ? 'r' : ''}${write ? 'w' : ''}${mknod ? 'm' : ''}`);
}
