/**
 * With --group-https-by-vhost every virtual host has a TLS frontend of its own, with certificates
 * and bind options of its services; the frontend on 443 only reads the name that the client asks
 * for, and passes the connection on through an abstract socket.
 */
import { createHash } from 'node:crypto';
import type { Claims } from './claims.ts';
import type { Piece } from './configuration.ts';
import { cleanName } from './server-names.ts';
import type { Service } from './services.ts';
import type { VhostRules } from './vhosts.ts';
import type { Writer } from './writer.ts';

interface Vhost {
  readonly host: string;
  readonly name: string;
  readonly rules: { readonly service: Service; readonly text: string }[];
}

/** Names of abstract sockets have at most 107 bytes; this leaves room. */
const longestName = 80;

/** In the frontend on 443: which name goes where. */
export function groupedRules(
  rules: readonly VhostRules[],
  claims: Claims,
  writer: Writer,
): readonly Piece[] {
  return vhostsOf(rules, claims).map(({ host, name }) => ({
    kind: 'text',
    text: writer.forAll('HTTPS_GROUPED_VHOST_FRONTEND_ACL', { backend: name, host }),
  }));
}

/** A backend and a frontend for each virtual host. */
export function groupedFrontends(
  rules: readonly VhostRules[],
  claims: Claims,
  certificates: readonly string[],
  writer: Writer,
): readonly Piece[] {
  return vhostsOf(rules, claims).flatMap((vhost) => [
    {
      kind: 'text' as const,
      text: writer.forAll('HTTPS_GROUPED_VHOST_BACKEND_HEAD', { name: vhost.name }),
    },
    { kind: 'text' as const, ...headOf(vhost, certificates, writer) },
    ...vhost.rules.map(({ service, text }) => ({ kind: 'text' as const, app: service.app, text })),
  ]);
}

function headOf(vhost: Vhost, certificates: readonly string[], writer: Writer) {
  const own = unique(vhost.rules.flatMap(({ service }) => service.settings.certificate ?? []));
  const options = unique(vhost.rules.flatMap(({ service }) => service.settings.bindOptions ?? []));
  const text = writer.forAll('HTTPS_GROUPED_VHOST_FRONTEND_HEAD', {
    name: vhost.name,
    sslCerts: (own.length > 0 ? own : certificates).map((path) => `crt ${path}`).join(' '),
    bindOpts: options.map((words) => ` ${words}`).join(''),
  });
  const authors = vhost.rules
    .filter(({ service }) => service.settings.certificate ?? service.settings.bindOptions)
    .map(({ service }) => service.app);
  const [author, ...others] = unique(authors);
  return author !== undefined && others.length === 0 ? { text, app: author } : { text };
}

/** By name; the rules of each in the order of their weights. */
function vhostsOf(rules: readonly VhostRules[], claims: Claims): readonly Vhost[] {
  const vhosts = new Map<string, Vhost>();
  for (const { service, ofHosts } of rules) {
    for (const { host, text } of ofHosts) {
      const vhost = vhosts.get(host) ?? { host, name: nameOf(host, claims), rules: [] };
      vhost.rules.push({ service, text });
      vhosts.set(host, vhost);
    }
  }
  return [...vhosts.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1));
}

/** `shop_example_org`; with a part of a hash where that is too long, or another's name. */
function nameOf(host: string, claims: Claims): string {
  const name = cleanName(host);
  const isFree = claims.claim('name', name, `host ${host}`) === undefined;
  if (isFree && name.length <= longestName) return name;
  const hash = createHash('sha1').update(host).digest('hex').slice(0, 10);
  return `${name.slice(0, longestName)}_${hash}`;
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)];
}
