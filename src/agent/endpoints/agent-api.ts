/** What the agent's endpoints and calls work on: the core's state, to be read, and its containers. */
import type { Containerizer, LimitImposer } from '../../containers/containerizer.ts';
import type { ContainerIo } from '../../containers/io/io.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { CommonContext } from '../../operator-api/index.ts';
import type { AgentInfo_Capability } from '../../protocol/generated/mesos.ts';
import type { Agent } from '../core/agent.ts';
import type { AgentImages } from '../images.ts';

export interface AgentApi extends CommonContext {
  readonly agent: Agent;
  readonly containerizer: Containerizer;
  readonly io: ContainerIo;
  readonly limits: LimitImposer;
  /** Absent: this agent takes no images. */
  readonly images?: AgentImages | undefined;
  readonly clock: Clock;
  /** --http_heartbeat_interval: between two beats on streams of container output. */
  readonly heartbeatIntervalMs: number;
  readonly log: Log;
  /** Absolute. */
  readonly workDir: string;
  /** The address that containers on the network of the host are reached at. */
  readonly agentIp: string;
  readonly capabilities: readonly AgentInfo_Capability[];
  /** May containers run as another user than the agent? */
  readonly switchesUser: boolean;
}
