/** What others can learn of the ports of a task from Mesos' state. */
import type { DiscoveryInfo, Port } from '../../../protocol/generated/mesos.ts';
import type { NetworkDefinition, RunSpec } from '../../model/run-spec.ts';
import { labelsMessage } from './labels.ts';

/** A port definition, a port mapping or an endpoint of one instance. */
export interface DiscoveredPort {
  readonly name?: string | undefined;
  readonly protocols: readonly string[];
  readonly hostPort: number | undefined;
  readonly containerPort: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly networkNames: readonly string[];
}

/** @compat "/webshop/db" is "db.webshop" in Mesos. */
export function nameOf(id: string): string {
  return id.slice(1).split('/').reverse().join('.');
}

export function discoveryOf(
  { id, networks }: Pick<RunSpec, 'id' | 'networks'>,
  ports: readonly DiscoveredPort[],
): DiscoveryInfo {
  const messages = ports.flatMap((port) => messagesOf(port, networks));
  return { visibility: 'FRAMEWORK', name: nameOf(id), ports: { ports: messages } };
}

/**
 * @compat One for each protocol. Off the host's network labels say where the number counts: on the host,
 * or, when it has no port there, in each of its networks.
 */
function messagesOf(port: DiscoveredPort, networks: readonly NetworkDefinition[]): Port[] {
  const { name, protocols, hostPort, containerPort, labels, networkNames } = port;
  const number = hostPort ?? containerPort;
  if (number === undefined) return [];
  const isOnHost = networks.every(({ mode }) => mode === 'host');
  const scopes: readonly Readonly<Record<string, string>>[] = isOnHost
    ? [{}]
    : hostPort !== undefined
      ? [{ 'network-scope': 'host' }]
      : namesOf(networkNames, networks).map((network) => ({
          'network-scope': 'container',
          'network-name': network,
        }));
  return protocols.flatMap((protocol) =>
    scopes.map((scope) => {
      const all = { ...labels, ...scope };
      return {
        number,
        ...(name === undefined ? {} : { name }),
        protocol,
        ...(Object.keys(all).length === 0 ? {} : { labels: labelsMessage(all) }),
      };
    }),
  );
}

function namesOf(
  ofPort: readonly string[],
  networks: readonly NetworkDefinition[],
): readonly string[] {
  if (ofPort.length > 0) return ofPort;
  return networks.flatMap(({ mode, name }) =>
    mode === 'container' && name !== undefined ? [name] : [],
  );
}
