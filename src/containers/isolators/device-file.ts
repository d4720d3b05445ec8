/** Which device a file of /dev stands for. */
import { stat } from 'node:fs/promises';
import type { DeviceRule } from './isolator.ts';

type OneDevice = DeviceRule & Required<Pick<DeviceRule, 'major' | 'minor'>>;

/** Rejects when there is no such file, or it is no device. Access: of r, w and m. */
export async function readDevice(path: string, access: string): Promise<OneDevice> {
  const found = await stat(path, { bigint: true });
  if (!found.isCharacterDevice() && !found.isBlockDevice()) {
    throw new Error(`'${path}' is no device`);
  }
  return {
    type: found.isBlockDevice() ? 'b' : 'c',
    major: Number(((found.rdev >> 8n) & 0xfffn) | ((found.rdev >> 32n) & ~0xfffn)),
    minor: Number((found.rdev & 0xffn) | ((found.rdev >> 12n) & ~0xffn)),
    access,
  };
}
