/**
 * What this agent does with each field of tasks, executors and containers: the only such table. A
 * room that grants a wish gives the agent the ability (an isolator by being loaded, others in
 * `Containerizer.abilities`) and turns nothing here, or, when it is there for good, makes the row
 * `applied`. The type asks for a row for each field, and a test holds the tables to the schema.
 *
 * The tasks of custom executors are their executors' affair: the agent passes them on whole.
 */
import {
  CheckInfo,
  CheckInfo_Command,
  CheckInfo_Http,
  CheckInfo_Tcp,
  CommandInfo,
  CommandInfo_URI,
  ContainerInfo,
  ContainerInfo_MesosInfo,
  DiscoveryInfo,
  Environment,
  Environment_Variable,
  ExecutorInfo,
  HealthCheck,
  HealthCheck_HTTPCheckInfo,
  HealthCheck_TCPCheckInfo,
  KillPolicy,
  LinuxInfo,
  NetworkInfo,
  NetworkInfo_IPAddress,
  Resource,
  Resource_DiskInfo,
  SeccompInfo,
  Secret,
  TaskInfo,
  Volume,
  Volume_Source,
} from '../../protocol/generated/mesos.ts';
import { dockerContainerWishes } from './docker-tables.ts';
import { applied, information, needs, within } from './treatments.ts';
import type { WishTable } from './wish.ts';

const secrets: WishTable<Secret> = {
  type: Secret,
  rows: {
    type: needs(
      'secret resolver',
      'a secret of another type than VALUE',
      (type) => type !== 'VALUE',
    ),
    reference: needs('secret resolver', 'a secret that is kept elsewhere'),
    value: applied,
  },
};

const variables: WishTable<Environment_Variable> = {
  type: Environment_Variable,
  rows: {
    name: applied,
    value: applied,
    type: applied,
    secret: within(secrets),
  },
};

const environments: WishTable<Environment> = {
  type: Environment,
  rows: { variables: within(variables) },
};

const uris: WishTable<CommandInfo_URI> = {
  type: CommandInfo_URI,
  rows: {
    value: applied,
    executable: applied,
    extract: applied,
    // Fetched anew: the task finds the same file, only later.
    cache: applied,
    output_file: applied,
  },
};

export const commandWishes: WishTable<CommandInfo> = {
  type: CommandInfo,
  rows: {
    uris: within(uris),
    environment: within(environments),
    value: applied,
    user: applied,
    shell: applied,
    arguments: applied,
  },
};

const checks: WishTable<CheckInfo> = {
  type: CheckInfo,
  rows: {
    type: needs('prober for it', 'a check of unknown type', (type) => type === 'UNKNOWN'),
    command: within<CheckInfo_Command>({
      type: CheckInfo_Command,
      rows: { command: within(commandWishes) },
    }),
    http: within<CheckInfo_Http>({ type: CheckInfo_Http, rows: { port: applied, path: applied } }),
    tcp: within<CheckInfo_Tcp>({ type: CheckInfo_Tcp, rows: { port: applied } }),
    delay_seconds: applied,
    interval_seconds: applied,
    timeout_seconds: applied,
  },
};

const healthChecks: WishTable<HealthCheck> = {
  type: HealthCheck,
  rows: {
    type: needs('prober for it', 'a check of unknown type', (type) => type === 'UNKNOWN'),
    command: within(commandWishes),
    http: within<HealthCheck_HTTPCheckInfo>({
      type: HealthCheck_HTTPCheckInfo,
      rows: {
        port: applied,
        path: applied,
        scheme: needs(
          'prober for it',
          'a scheme other than http and https',
          (scheme) => scheme !== 'http' && scheme !== 'https',
        ),
        // By its definition for custom executors; the built-in ones take 200 to 399.
        statuses: information,
        protocol: applied,
      },
    }),
    tcp: within<HealthCheck_TCPCheckInfo>({
      type: HealthCheck_TCPCheckInfo,
      rows: { port: applied, protocol: applied },
    }),
    delay_seconds: applied,
    interval_seconds: applied,
    timeout_seconds: applied,
    consecutive_failures: applied,
    grace_period_seconds: applied,
  },
};

const volumeSources: WishTable<Volume_Source> = {
  type: Volume_Source,
  rows: {
    docker_volume: needs('docker/volume', 'a volume of a Docker driver'),
    sandbox_path: needs('volume/sandbox_path', 'a volume from a sandbox'),
    secret: needs('volume/secret', 'a secret as a file'),
    host_path: needs('volume/host_path', "a volume from the agent's machine"),
    csi_volume: needs('volume/csi', 'a CSI volume'),
    type: information,
  },
};

const volumes: WishTable<Volume> = {
  type: Volume,
  rows: {
    host_path: needs('volume/host_path', "a volume from the agent's machine"),
    image: needs('volume/image', 'an image as a volume'),
    source: within(volumeSources),
    container_path: needs('filesystem/linux', 'a volume'),
    mode: information,
  },
};

const addresses: WishTable<NetworkInfo_IPAddress> = {
  type: NetworkInfo_IPAddress,
  rows: {
    ip_address: needs('network/cni', 'an address of its own'),
    // The agent's network has the one; nobody knows whether it has the other.
    protocol: needs('network/cni', 'an IPv6 address', (protocol) => protocol === 'IPv6'),
  },
};

const networks: WishTable<NetworkInfo> = {
  type: NetworkInfo,
  rows: {
    name: needs('network/cni', 'a named network'),
    ip_addresses: within(addresses),
    groups: needs('network/cni', 'a network group'),
    port_mappings: needs('network/cni', 'a port mapping'),
    labels: information,
  },
};

const linux: WishTable<LinuxInfo> = {
  type: LinuxInfo,
  rows: {
    capability_info: needs('linux/capabilities', 'a set of capabilities'),
    bounding_capabilities: needs('linux/capabilities', 'a bound for capabilities'),
    effective_capabilities: needs('linux/capabilities', 'a set of capabilities'),
    // Without namespaces everything is shared, which is all that `true` asks for.
    share_pid_namespace: needs('namespaces/pid', 'a pid namespace of its own', (share) => !share),
    seccomp: within<SeccompInfo>({
      type: SeccompInfo,
      rows: {
        profile_name: needs('linux/seccomp', 'a seccomp profile'),
        unconfined: applied,
      },
    }),
    ipc_mode: needs('namespaces/ipc', 'an IPC namespace of its own', (mode) => mode === 'PRIVATE'),
    shm_size: needs('namespaces/ipc', 'a size of /dev/shm'),
    // @compat Marathon says false for every pod. Isolators of cgroups do it; without them nothing is shared.
    share_cgroups: applied,
  },
};

/** Of the containerizer `mesos`. */
const mesosContainerWishes: WishTable<ContainerInfo> = {
  type: ContainerInfo,
  rows: {
    type: needs('Docker containerizer', 'a Docker container', (type) => type === 'DOCKER'),
    docker: needs('Docker containerizer', 'a description of a Docker container'),
    mesos: within<ContainerInfo_MesosInfo>({
      type: ContainerInfo_MesosInfo,
      rows: { image: needs('image provisioner', 'an image') },
    }),
    volumes: within(volumes),
    network_infos: within(networks),
    hostname: needs('network/cni', 'a hostname of its own'),
    linux_info: within(linux),
    rlimit_info: needs('posix/rlimits', 'a set of rlimits'),
    tty_info: needs('I/O switchboard', 'a terminal'),
  },
};

export function containerWishesOf({ type }: ContainerInfo): WishTable<ContainerInfo> {
  return type === 'DOCKER' ? dockerContainerWishes : mesosContainerWishes;
}

const containers = {
  kind: 'choice',
  tables: [mesosContainerWishes, dockerContainerWishes],
  tableOf: containerWishesOf,
} as const;

/** Where a persistent volume is to be seen: a link in the sandbox. */
const persistentVolumes: WishTable<Volume> = {
  type: Volume,
  rows: {
    host_path: needs('volume/host_path', "a volume from the agent's machine"),
    image: needs('volume/image', 'an image as a volume'),
    source: within(volumeSources),
    container_path: needs(
      'filesystem/linux',
      "a persistent volume outside of the sandbox's own directory",
      isNoPlainName,
    ),
    mode: needs('filesystem/linux', 'a read-only persistent volume', (mode) => mode === 'RO'),
  },
};

function isNoPlainName(path: string): boolean {
  return path === '' || path === '.' || path === '..' || path.includes('/');
}

export const resourceWishes: WishTable<Resource> = {
  type: Resource,
  rows: {
    name: applied,
    type: applied,
    scalar: applied,
    ranges: applied,
    set: applied,
    disk: within<Resource_DiskInfo>({
      type: Resource_DiskInfo,
      rows: {
        persistence: needs('filesystem/posix', 'a persistent volume'),
        volume: within(persistentVolumes),
        source: information,
      },
    }),
    // Whose they are and under which terms: the master's business.
    role: information,
    allocation_info: information,
    reservation: information,
    reservations: information,
    revocable: information,
    shared: information,
    provider_id: information,
  },
};

const discovery: WishTable<DiscoveryInfo> = {
  type: DiscoveryInfo,
  rows: {
    visibility: information,
    name: information,
    environment: information,
    location: information,
    version: information,
    ports: information,
    labels: information,
  },
};

export const executorWishes: WishTable<ExecutorInfo> = {
  type: ExecutorInfo,
  rows: {
    type: applied,
    executor_id: applied,
    framework_id: applied,
    command: within(commandWishes),
    container: containers,
    resources: within(resourceWishes),
    shutdown_grace_period: applied,
    name: information,
    source: information,
    data: information,
    discovery: within(discovery),
    labels: information,
  },
};

/** Of a task that a built-in executor runs. */
export const taskWishes: WishTable<TaskInfo> = {
  type: TaskInfo,
  rows: {
    task_id: applied,
    agent_id: applied,
    command: within(commandWishes),
    container: containers,
    resources: within(resourceWishes),
    // By rules of their own, which real agents have too: see limits.ts.
    limits: applied,
    check: within(checks),
    health_check: within(healthChecks),
    kill_policy: within<KillPolicy>({ type: KillPolicy, rows: { grace_period: applied } }),
    max_completion_time: applied,
    // Has been launched when the task comes to it.
    executor: information,
    name: information,
    data: information,
    discovery: within(discovery),
    labels: information,
  },
};
