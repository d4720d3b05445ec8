/** --allowed_devices: which devices of the machine containers may use beside the usual ones, and how. */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { DeviceWhitelist } from '../../protocol/generated/mesos.ts';
import type { DeviceAccess } from '../../protocol/generated/mesos.ts';

/** A failure is a sentence that fits after "cannot be '…': ". */
export function readAllowedDevices(value: unknown): Result<readonly DeviceAccess[]> {
  if (value === undefined) return ok([]);
  let list: DeviceWhitelist;
  try {
    list = DeviceWhitelist.fromJson(value);
  } catch (error) {
    return failure(`it is no DeviceWhitelist: ${(error as Error).message}`);
  }
  const missing = DeviceWhitelist.missing(list);
  if (missing !== '') return failure(`it is no DeviceWhitelist: it lacks ${missing}`);
  for (const [i, { device, access }] of (list.allowed_devices ?? []).entries()) {
    const where = `'allowed_devices[${i}]'`;
    if (device.path?.startsWith('/') !== true) return failure(`${where} has no absolute 'path'`);
    if (!access.read && !access.write && !access.mknod) return failure(`${where} allows nothing`);
  }
  return ok(list.allowed_devices ?? []);
}
