/**
 * Checks over the network of tasks whose container has a network of its own: they are asked at the
 * container's address instead of the machine's loopback. A task has to listen on that, too.
 */
import type { Containerizer } from '../../containers/containerizer.ts';
import type { ContainerID, ContainerStatus } from '../../protocol/generated/mesos.ts';
import type { Probe, Prober } from './prober.ts';

export function containerProber(
  prober: Prober,
  containerizer: Pick<Containerizer, 'status'>,
  id: ContainerID,
): Prober {
  const at = (host: string, begin: (host: string) => Probe): Probe => {
    let [isCancelled, probe] = [false, undefined as Probe | undefined];
    containerizer.status(id, (status) => {
      if (isCancelled) return;
      probe = begin((status.ok ? findAddress(status.value, host) : undefined) ?? host);
    });
    return {
      cancel: () => {
        isCancelled = true;
        probe?.cancel();
      },
    };
  };
  return {
    http: (target, timeoutMs, done) =>
      at(target.host, (host) => prober.http({ ...target, host }, timeoutMs, done)),
    tcp: (target, timeoutMs, done) =>
      at(target.host, (host) => prober.tcp({ ...target, host }, timeoutMs, done)),
  };
}

/** Of the same family; undefined: it is on the machine's own network. */
function findAddress({ network_infos = [] }: ContainerStatus, like: string): string | undefined {
  const isV6 = like.includes(':');
  const all = network_infos.flatMap(({ ip_addresses }) => ip_addresses ?? []);
  return all.find(({ protocol }) => (protocol === 'IPv6') === isV6)?.ip_address;
}
