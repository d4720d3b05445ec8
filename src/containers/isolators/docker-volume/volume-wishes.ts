/** The volumes of Docker's drivers that a container asks for; what of it makes no sense is refused here. */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Volume } from '../../../protocol/generated/mesos.ts';

export interface DriverVolume {
  readonly driver: string;
  readonly name: string;
}

export interface VolumeWish {
  readonly volume: DriverVolume;
  /** For the driver, in case that it makes the volume. */
  readonly options: ReadonlyMap<string, string>;
  readonly containerPath: string;
  readonly mode: string | undefined;
}

/** No driver and no volume has a NUL in its name. */
export function volumeKey({ driver, name }: DriverVolume): string {
  return `${driver}\0${name}`;
}

/** For messages. */
export function volumeText({ driver, name }: DriverVolume): string {
  return `volume '${name}' of driver '${driver}'`;
}

export function readVolumeWishes(
  volumes: readonly Volume[],
  containerKey: string,
): Result<readonly VolumeWish[]> {
  const wishes = new Map<string, VolumeWish>();
  for (const { source, container_path: containerPath, mode } of volumes) {
    const docker = source?.docker_volume;
    if (docker === undefined) continue;
    const { name, driver, driver_options } = docker;
    if (driver === undefined || driver === '') {
      return failure(
        `The volume driver is not specified for volume '${name}' with container ${containerKey}`,
      );
    }
    const volume = { driver, name };
    const options = new Map(
      (driver_options?.parameter ?? []).map(({ key, value }) => [key, value] as const),
    );
    const fault = findTextFault(volume, options);
    if (fault !== undefined) return failure(`A volume is refused: ${fault}`);
    const key = volumeKey(volume);
    if (wishes.has(key)) {
      return failure(
        `Found duplicate docker volume with driver '${driver}' and name '${name}'; one container can have it once`,
      );
    }
    wishes.set(key, { volume, options, containerPath, mode });
  }
  return ok([...wishes.values()]);
}

/** Each becomes an argument of a program. */
function findTextFault(
  { driver, name }: DriverVolume,
  options: VolumeWish['options'],
): string | undefined {
  if (name === '') return `'docker_volume.name' is empty`;
  const texts = [driver, name, ...[...options].flat()];
  return texts.some((text) => text.includes('\0'))
    ? "'docker_volume' contains a NUL byte"
    : undefined;
}
