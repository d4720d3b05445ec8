/**
 * linux/devices: a container with an image, whose /dev has nothing but the usual devices, finds those of
 * --allowed_devices there, too. Whether it may use them is for `cgroups/devices` to say.
 *
 * @compat the files say who may read and write: everybody in the container, as far as the flag allows it,
 * whatever the rights of the machine's own file are.
 */
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { DeviceAccess } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import { readAllowedDevices } from '../allowed-devices.ts';
import { readDevice } from '../device-file.ts';
import type {
  DeviceFile,
  IsolatedContainer,
  Isolator,
  IsolatorOptions,
  Preparation,
} from '../isolator.ts';

const ownerMode = 0o600;
const othersReadMode = 0o044;
const othersWriteMode = 0o022;

export class LinuxDevicesIsolator implements Isolator {
  readonly name = 'linux/devices';
  readonly #allowed: readonly DeviceAccess[];

  constructor(options: Pick<IsolatorOptions, 'allowed_devices'>) {
    this.#allowed = unwrap(readAllowedDevices(options.allowed_devices));
  }

  prepare(
    _container: IsolatedContainer,
    { container }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const hasOwn = container?.mesos?.image !== undefined;
    Promise.all(hasOwn ? this.#allowed.map(fileOf) : []).then(
      (deviceFiles) => done(ok(deviceFiles.length === 0 ? {} : { deviceFiles })),
      (error: Error) => done(failure(`A device of --allowed_devices: ${error.message}`)),
    );
  }
}

/** Looked up for each container, as cgroups/devices does. */
async function fileOf({ device, access }: DeviceAccess): Promise<DeviceFile> {
  const { type, major, minor } = await readDevice(device.path!, '');
  const others =
    (access.read === true ? othersReadMode : 0) | (access.write === true ? othersWriteMode : 0);
  const path = `/dev/${device.path!.replace(/^\/dev\//u, '').replace(/^\/+/u, '')}`;
  return { path, type, major, minor, mode: ownerMode | others };
}
