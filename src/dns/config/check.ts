/** What must hold between the keys of a configuration, and within their texts. */
import { isIP } from 'node:net';
import { parseZooKeeperUrl } from '../../zookeeper/core/url.ts';
import type { DnsConfig } from './keys.ts';
import { parsePlace } from './places.ts';

const domainForm = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/;
/** So that there is room for the names of tasks in the 253 characters of a name. */
const mostDomainCharacters = 100;
const sources = ['netinfo', 'mesos', 'docker', 'host'];

/** The first fault, as a sentence; undefined: there is none. */
export function checkConfig(config: DnsConfig): string | undefined {
  return (
    checkServices(config) ??
    checkMasters(config) ??
    checkNames(config) ??
    checkSources(config) ??
    checkResolvers(config) ??
    checkNotDone(config)
  );
}

function checkServices({ DnsOn, HttpOn, Masters, Zk }: DnsConfig): string | undefined {
  if (!DnsOn && !HttpOn) return 'DnsOn and HttpOn are both false: there is nothing to serve';
  if (Masters.length === 0 && Zk === '') return 'it must name Zk or Masters, or both';
  if (Zk === '') return undefined;
  // Never a password.
  if (!Zk.startsWith('zk://')) return 'Zk: it must be zk://host:port,…/path';
  const url = parseZooKeeperUrl(Zk);
  if (!url.ok) return `Zk: ${url.error}`;
  return url.value.path === '/' ? 'Zk: it must have a path, as in zk://host:port/mesos' : undefined;
}

function checkMasters({ Masters }: DnsConfig): string | undefined {
  const seen = new Set<string>();
  for (const master of Masters) {
    const place = parsePlace(master);
    if (place === undefined) return `Masters: '${master}' is not host:port`;
    const text = `${place.host} ${place.port}`;
    if (seen.has(text)) return `Masters: '${master}' is there twice`;
    seen.add(text);
  }
  return undefined;
}

function checkNames({ Domain, SOAMname, SOARname, Listener, HTTPListener }: DnsConfig) {
  if (!domainForm.test(Domain) || Domain.length > mostDomainCharacters) {
    return `Domain: '${Domain}' is no domain name of at most ${mostDomainCharacters} characters`;
  }
  for (const [key, name] of Object.entries({ SOAMname, SOARname })) {
    if (!isName(name)) return `${key}: '${name}' is no domain name`;
  }
  for (const [key, ip] of Object.entries({ Listener, HTTPListener })) {
    if (isIP(ip) === 0) return `${key}: '${ip}' is no address`;
  }
  return undefined;
}

/** What can be written into a packet. */
function isName(name: string): boolean {
  const labels = name.replace(/\.$/, '').split('.');
  return name.length <= 254 && labels.every((label) => /^[\x21-\x7e]{1,63}$/.test(label));
}

function checkSources({ IPSources }: DnsConfig): string | undefined {
  if (IPSources.length === 0) return 'IPSources: there must be one at least';
  if (new Set(IPSources).size < IPSources.length) return 'IPSources: one is there twice';
  const unknown = IPSources.find((source) => !sources.includes(source));
  return unknown && `IPSources: '${unknown}' is none of ${sources.join(', ')}`;
}

function checkResolvers(config: DnsConfig): string | undefined {
  const { ExternalOn, Resolvers, ZoneResolvers, Domain } = config;
  if (!ExternalOn) return undefined;
  const fault = faultOfList('Resolvers', Resolvers);
  if (fault !== undefined) return fault;
  const zones = Object.keys(ZoneResolvers);
  for (const zone of zones) {
    if (!domainForm.test(zone)) return `ZoneResolvers: '${zone}' is no domain name`;
    if (zone === Domain) return `ZoneResolvers: '${zone}' is the Domain that is answered here`;
    const list = ZoneResolvers[zone]!;
    if (list.length === 0) return `ZoneResolvers: '${zone}' has no resolver`;
    const wrong = faultOfList(`ZoneResolvers of '${zone}'`, list);
    if (wrong !== undefined) return wrong;
  }
  const all = [...zones, Domain].map((zone) => `.${zone}`);
  for (const inner of all) {
    const outer = all.find((zone) => zone !== inner && inner.endsWith(zone));
    if (outer !== undefined) {
      return `ZoneResolvers: '${inner.slice(1)}' lies within '${outer.slice(1)}': who answers would be unclear`;
    }
  }
  return undefined;
}

function faultOfList(key: string, resolvers: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const resolver of resolvers) {
    const place = parsePlace(resolver, 53);
    if (place === undefined || isIP(place.host) === 0) {
      return `${key}: '${resolver}' is neither an address nor address:port`;
    }
    const text = `${place.host} ${place.port}`;
    if (seen.has(text)) return `${key}: '${resolver}' is there twice`;
    seen.add(text);
  }
  return undefined;
}

function checkNotDone(config: DnsConfig): string | undefined {
  const { MesosHTTPSOn, CACertFile, CertFile, KeyFile, IAMConfigFile } = config;
  const { MesosAuthentication, MesosCredentials } = config;
  if (MesosHTTPSOn) return 'MesosHTTPSOn: masters are spoken to by HTTP only; leave it false';
  for (const [key, path] of Object.entries({ CACertFile, CertFile, KeyFile })) {
    if (path !== '') return `${key}: masters are spoken to by HTTP only; leave it out`;
  }
  if (IAMConfigFile !== '' || MesosAuthentication === 'iam') {
    return 'IAMConfigFile and MesosAuthentication of "iam": logins of DC/OS are not done; use "basic"';
  }
  if (MesosAuthentication !== '' && MesosAuthentication !== 'basic') {
    return `MesosAuthentication: '${MesosAuthentication}' is neither empty nor "basic"`;
  }
  if (MesosAuthentication === 'basic' && MesosCredentials.Principal === '') {
    return 'MesosAuthentication of "basic" needs MesosCredentials';
  }
  return undefined;
}
