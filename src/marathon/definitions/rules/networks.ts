/** One host network, or one bridge, or any number of container networks. */
import type { NetworkJson } from '../schema/common.ts';
import { type Problems, isUnique } from '../problems.ts';

export function countOf(networks: readonly NetworkJson[], mode: NetworkJson['mode']): number {
  return networks.filter((network) => network.mode === mode).length;
}

/** Nothing said: the host's. */
export function isHostOnly(networks: readonly NetworkJson[]): boolean {
  return networks.every(({ mode }) => mode === 'host');
}

export function checkNetworks(
  networks: readonly NetworkJson[],
  defaultNetworkName: string | undefined,
  problems: Problems,
): void {
  const rule = (holds: boolean, error: string) => problems.unless(holds, '/networks', error);
  rule(
    networks.every(
      ({ mode, name, labels }) =>
        mode !== 'host' || (name === undefined && Object.keys(labels).length === 0),
    ),
    'Host networks may not have names or labels',
  );
  rule(
    networks.every(({ mode, name }) => mode !== 'container/bridge' || name === undefined),
    'Bridge networks may not have names',
  );
  const names = networks.flatMap(({ name }) => name ?? []);
  const unnamed = networks.filter(({ mode, name }) => mode === 'container' && name === undefined);
  rule(isUnique(names) && unnamed.length < 2, 'Duplicate networks are not allowed');
  rule(
    isKindOfOne(networks),
    'May specify a single host network, single bridge network, or else 1-to-n container networks',
  );
  rule(
    unnamed.length === 0 || defaultNetworkName !== undefined,
    'Network name must be specified when container network is selected.',
  );
}

function isKindOfOne(networks: readonly NetworkJson[]): boolean {
  const container = countOf(networks, 'container');
  return container > 0 ? container === networks.length : networks.length <= 1;
}
