/**
 * A container as the Engine API wants it described (`POST /containers/create`), as far as it is used
 * here. Names are the API's. Whoever fills one adds to lists; what is left out is the engine's default.
 */

/** What can be changed while a container runs, too. */
export interface ResourceSpec {
  CpuShares?: number;
  CpuPeriod?: number;
  CpuQuota?: number;
  NanoCpus?: number;
  CpusetCpus?: string;
  CpusetMems?: string;
  Memory?: number;
  MemoryReservation?: number;
  MemorySwap?: number;
  BlkioWeight?: number;
  PidsLimit?: number;
}

export interface MountSpec {
  Type: 'bind' | 'volume' | 'tmpfs';
  Target: string;
  Source?: string;
  ReadOnly?: boolean;
  VolumeOptions?: { DriverConfig: { Name: string; Options?: Record<string, string> } };
  BindOptions?: { Propagation: string };
  TmpfsOptions?: { SizeBytes?: number; Mode?: number };
}

export interface DeviceSpec {
  PathOnHost: string;
  PathInContainer: string;
  CgroupPermissions: string;
}

export interface HostSpec extends ResourceSpec {
  NetworkMode?: string;
  Privileged?: boolean;
  Binds?: string[];
  Mounts?: MountSpec[];
  VolumeDriver?: string;
  VolumesFrom?: string[];
  PortBindings?: Record<string, { HostIp?: string; HostPort: string }[]>;
  PublishAllPorts?: boolean;
  Dns?: string[];
  DnsSearch?: string[];
  DnsOptions?: string[];
  ExtraHosts?: string[];
  CapAdd?: string[];
  CapDrop?: string[];
  CgroupParent?: string;
  CgroupnsMode?: string;
  Devices?: DeviceSpec[];
  DeviceCgroupRules?: string[];
  GroupAdd?: string[];
  Init?: boolean;
  IpcMode?: string;
  Links?: string[];
  LogConfig?: { Type: string; Config: Record<string, string> };
  MemorySwappiness?: number;
  OomKillDisable?: boolean;
  OomScoreAdj?: number;
  PidMode?: string;
  ReadonlyRootfs?: boolean;
  RestartPolicy?: { Name: string; MaximumRetryCount?: number };
  Runtime?: string;
  SecurityOpt?: string[];
  ShmSize?: number;
  StorageOpt?: Record<string, string>;
  Sysctls?: Record<string, string>;
  Tmpfs?: Record<string, string>;
  UTSMode?: string;
  Ulimits?: { Name: string; Soft: number; Hard: number }[];
  UsernsMode?: string;
  /** Rows and columns. */
  ConsoleSize?: number[];
}

export interface EndpointSpec {
  IPAMConfig?: { IPv4Address?: string; IPv6Address?: string; LinkLocalIPs?: string[] };
  Aliases?: string[];
}

export interface HealthSpec {
  Test?: string[];
  /** Nanoseconds. */
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  Retries?: number;
}

export interface ContainerSpec {
  Image: string;
  Env: string[];
  Cmd: string[];
  Entrypoint?: string[];
  Hostname?: string;
  Domainname?: string;
  User?: string;
  WorkingDir?: string;
  MacAddress?: string;
  StopSignal?: string;
  StopTimeout?: number;
  Tty?: boolean;
  OpenStdin?: boolean;
  Labels: Record<string, string>;
  ExposedPorts?: Record<string, object>;
  Volumes?: Record<string, object>;
  Healthcheck?: HealthSpec;
  HostConfig: HostSpec;
  NetworkingConfig?: { EndpointsConfig: Record<string, EndpointSpec> };
}
