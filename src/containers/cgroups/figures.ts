/** Figures in the files of cgroups: lines of a name and a number. */
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import type { Cgroups } from './cgroups.ts';

/** Of `cpuacct.stat`, which counts in hundredths whatever the kernel does inside (USER_HZ). */
const ticksPerSecond = 100;

/** Undefined when there is no such line. */
export function findNumber(text: string | undefined, name: string): number | undefined {
  const line = text?.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

export interface CpuTimes {
  readonly userSecs: number;
  readonly systemSecs: number;
}

/** Undefined when the container has no cgroup that counts them. */
export async function findCpuTimes(
  cgroups: Cgroups,
  id: ContainerID,
): Promise<CpuTimes | undefined> {
  const isV2 = cgroups.hierarchy.version === 2;
  const text = isV2
    ? await cgroups.read(id, 'cpu', 'cpu.stat')
    : await cgroups.read(id, 'cpuacct', 'cpuacct.stat');
  const [user, system] = isV2 ? ['user_usec', 'system_usec'] : ['user', 'system'];
  const [userTime, systemTime] = [findNumber(text, user!), findNumber(text, system!)];
  if (userTime === undefined || systemTime === undefined) return undefined;
  const perSecond = isV2 ? 1_000_000 : ticksPerSecond;
  return { userSecs: userTime / perSecond, systemSecs: systemTime / perSecond };
}
