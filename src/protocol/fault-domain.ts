/** --domain of master and agent: the region and zone that a machine says it is in. */
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import { DomainInfo } from './generated/mesos.ts';

export function readDomain(value: unknown): Result<DomainInfo> {
  let domain: DomainInfo;
  try {
    domain = DomainInfo.fromJson(value);
  } catch (error) {
    return failure(`it is no DomainInfo: ${(error as Error).message}`);
  }
  const missing = DomainInfo.missing(domain);
  if (missing !== '') return failure(`it is no DomainInfo: it lacks ${missing}`);
  const { fault_domain: place } = domain;
  if (place === undefined) return failure("it has no 'fault_domain'");
  const unnamed = place.region.name === '' ? 'region' : place.zone.name === '' ? 'zone' : undefined;
  return unnamed === undefined ? ok(domain) : failure(`'fault_domain.${unnamed}' has no name`);
}
