/** From what masters say to what is known of the cluster. */
import type { Log } from '../../foundation/log.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Event, Event_Subscribed } from '../../protocol/generated/master.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';
import type { Cluster } from '../model/cluster.ts';
import type { HostPlace } from '../model/master-names.ts';
import { agentFacts, frameworkFacts, taskFacts } from '../model/facts.ts';
import { PidWatch } from './pids.ts';
import type { OperatorApi } from './stream.ts';

export interface FeedParts {
  readonly cluster: Cluster;
  readonly api: OperatorApi;
  readonly clock: Clock;
  readonly log: Log;
  /** As configured. */
  readonly masters: readonly HostPlace[];
  /** Those of ZooKeeper are numbered from the leader on, as the original does. */
  readonly hasZooKeeper: boolean;
  readonly leastPidIntervalMs: number;
}

export class Feed {
  readonly #parts: FeedParts;
  readonly #pids: PidWatch;
  /** Events by their type. */
  readonly counts = new Map<string, number>();
  #leader: HostPlace | undefined;
  #members: readonly HostPlace[];

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#members = parts.masters;
    const { api, clock, cluster, log, leastPidIntervalMs } = parts;
    this.#pids = new PidWatch({
      api,
      clock,
      log,
      leastIntervalMs: leastPidIntervalMs,
      found: (pids) => cluster.setPids(pids),
    });
  }

  receive(event: Event): void {
    const { cluster } = this.#parts;
    this.counts.set(event.type ?? 'UNKNOWN', (this.counts.get(event.type ?? 'UNKNOWN') ?? 0) + 1);
    if (event.subscribed !== undefined) this.#subscribed(event.subscribed);
    if (event.agent_added !== undefined) cluster.putAgent(agentFacts(event.agent_added.agent));
    if (event.agent_removed !== undefined) cluster.removeAgent(event.agent_removed.agent_id.value);
    const framework = event.framework_added?.framework ?? event.framework_updated?.framework;
    if (framework !== undefined) {
      cluster.putFramework(frameworkFacts(framework.framework_info));
      this.#pids.look();
    }
    if (event.framework_removed !== undefined) {
      cluster.removeFramework(event.framework_removed.framework_info.id?.value ?? '');
    }
    if (event.task_added !== undefined) cluster.putTask(taskFacts(event.task_added.task));
    if (event.task_updated !== undefined) {
      const { framework_id, status, state } = event.task_updated;
      cluster.updateTask(framework_id.value, status, state);
    }
  }

  /** Where events come from now; it is asked who it is, since it may be known by a name alone. */
  subscribed(url: string): void {
    this.#pids.moveTo(url);
    void this.#parts.api.ask(url, 'GET_MASTER').then((answer) => {
      if (!answer.ok) return this.#parts.log.warning(answer.error);
      const info = answer.value.get_master?.master_info;
      if (info !== undefined) this.#setLeader(placeOf(info));
    });
  }

  /** As ZooKeeper says. Without it the leader is who answers. */
  leaderChanged(leader: MasterInfo | undefined): void {
    if (this.#parts.hasZooKeeper && leader !== undefined) this.#setLeader(placeOf(leader));
  }

  mastersChanged(masters: readonly MasterInfo[]): void {
    this.#members = masters.map(placeOf);
    this.#tell();
  }

  close(): void {
    this.#pids.close();
  }

  #setLeader(leader: HostPlace): void {
    this.#leader = leader;
    this.#tell();
  }

  #tell(): void {
    const leader = this.#leader;
    if (leader === undefined) return;
    const isLeader = ({ host, port }: HostPlace): boolean =>
      host === leader.host && port === leader.port;
    const masters = this.#parts.hasZooKeeper
      ? [leader, ...this.#members.filter((member) => !isLeader(member))]
      : this.#members;
    this.#parts.cluster.setMasters({ leader, masters });
  }

  #subscribed({ get_state }: Event_Subscribed): void {
    const agents = get_state?.get_agents;
    this.#parts.cluster.replace({
      agents: (agents?.agents ?? []).map(agentFacts),
      recoveredAgents: (agents?.recovered_agents ?? []).map(({ id }) => id?.value ?? ''),
      frameworks: (get_state?.get_frameworks?.frameworks ?? []).map(({ framework_info }) =>
        frameworkFacts(framework_info),
      ),
      tasks: (get_state?.get_tasks?.tasks ?? []).map(taskFacts),
    });
  }
}

/** Masters before 0.24 tell no address, but their pid ends with it. */
function placeOf({ address, pid, hostname, port }: MasterInfo): HostPlace {
  if (address !== undefined) {
    return { host: address.ip ?? address.hostname ?? '', port: String(address.port) };
  }
  const place = pid?.split('@').at(-1);
  const host = place?.slice(0, place.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  return { host: host ?? hostname ?? '', port: String(port) };
}
