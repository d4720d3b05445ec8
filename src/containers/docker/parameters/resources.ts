/** Options about how much of the machine the container may use. They win over Mesos' own numbers. */
import { hostBytes, hostInteger, hostText } from './option.ts';
import type { Option } from './option.ts';

const nanosPerCpu = 1e9;

/** The engine refuses a share beside a quota; this one replaces it. */
const cpus: Option = ({ HostConfig }, value) => {
  if (!/^\d+(\.\d+)?$/u.test(value)) return 'it must be a number of processors';
  HostConfig.NanoCpus = Math.round(Number(value) * nanosPerCpu);
  delete HostConfig.CpuPeriod;
  delete HostConfig.CpuQuota;
  return undefined;
};

const ulimit: Option = ({ HostConfig }, value) => {
  const match = /^([a-z]+)=(-?\d+)(?::(-?\d+))?$/u.exec(value);
  if (match === null) return 'it must be name=soft[:hard]';
  const [, Name = '', soft, hard = soft] = match;
  const others = (HostConfig.Ulimits ?? []).filter((each) => each.Name !== Name);
  HostConfig.Ulimits = [...others, { Name, Soft: Number(soft), Hard: Number(hard) }];
  return undefined;
};

export const resourceOptions: Readonly<Record<string, Option>> = {
  'blkio-weight': hostInteger('BlkioWeight'),
  'cpu-period': hostInteger('CpuPeriod'),
  'cpu-quota': hostInteger('CpuQuota'),
  'cpu-shares': hostInteger('CpuShares'),
  cpus,
  'cpuset-cpus': hostText('CpusetCpus'),
  'cpuset-mems': hostText('CpusetMems'),
  memory: hostBytes('Memory'),
  'memory-reservation': hostBytes('MemoryReservation'),
  'memory-swap': hostBytes('MemorySwap', true),
  'memory-swappiness': hostInteger('MemorySwappiness'),
  'pids-limit': hostInteger('PidsLimit'),
  'shm-size': hostBytes('ShmSize'),
  ulimit,
};
