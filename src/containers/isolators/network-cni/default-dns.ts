/**
 * --default_container_dns: name servers for containers in networks whose plugins name none, for
 * one network by its name or, without a name, for all others. Its part for Docker is not read here.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { Json } from './networks.ts';
import { dnsOf } from './results.ts';
import type { Dns } from './results.ts';

export interface DefaultDns {
  readonly byNetwork: ReadonlyMap<string, Dns>;
  readonly others: Dns | undefined;
}

/** A failure is a sentence that fits after "cannot be '…': ". */
export function readCniDns(value: unknown): Result<DefaultDns> {
  const byNetwork = new Map<string, Dns>();
  let others: Dns | undefined;
  if (value === undefined) return ok({ byNetwork, others });
  if (!isObject(value)) return failure('it must be an object');
  const list = value['mesos'] ?? [];
  if (!Array.isArray(list)) return failure("'mesos' must be a list");
  for (const [i, one] of list.entries()) {
    const where = `'mesos[${i}]'`;
    if (!isObject(one) || !isObject(one['dns'])) return failure(`${where} has no 'dns'`);
    const { network_mode: mode, network_name: name } = one;
    if (mode !== 'CNI') return failure(`${where} has another 'network_mode' than CNI`);
    const dns = dnsOf(one['dns']);
    if (typeof name === 'string') byNetwork.set(name, dns);
    else others = dns;
  }
  return ok({ byNetwork, others });
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
