/** The ZooKeeper client, for whoever needs one: docs/api/zookeeper-client.md. */
export { connectToZooKeeper, type ConnectOptions } from './connect.ts';
export type { CreateOptions, Done, ZooKeeperClient } from './core/client.ts';
export type { ZooKeeperError, ZooKeeperErrorCode, ZooKeeperResult } from './core/errors.ts';
export type { Credential } from './core/handshake.ts';
export {
  anyVersion,
  openToAll,
  ownedReadableByAll,
  Permission,
  type Acl,
  type CreateMode,
  type MultiOperation,
  type MultiResult,
  type NodeAcl,
  type NodeChildren,
  type NodeData,
  type Stat,
} from './core/operations.ts';
export type { ServerAddress, SessionState } from './core/session.ts';
export { parseZooKeeperUrl, type ZooKeeperUrl } from './core/url.ts';
export type { NodeEvent, NodeEventType, NodeWatcher } from './core/watches.ts';
