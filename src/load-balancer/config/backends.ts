/**
 * What a service has for itself: the users that it lets in, the frontend of its service port, and
 * its backend.
 */
import type { Backend, Piece } from './configuration.ts';
import { findHealthTemplates, findLabelledPort, healthValues } from './health.ts';
import type { HealthTemplates } from './health.ts';
import { serversOf } from './servers.ts';
import type { Service } from './services.ts';
import type { Writer } from './writer.ts';

export function userlist(service: Service, writer: Writer): string {
  const { credentials } = service.settings;
  if (credentials === undefined) return '';
  return writer.forService(service, 'USERLIST_HEAD', {
    backend: service.name,
    user: credentials.user,
    passwd: credentials.password,
  });
}

export function frontendHead(service: Service, writer: Writer): string {
  const { settings } = service;
  return writer.forService(service, 'FRONTEND_HEAD', {
    bindAddr: settings.bindAddress,
    backend: service.name,
    servicePort: service.servicePort,
    mode: service.mode,
    sslCert: settings.certificate === undefined ? '' : ` ssl crt ${settings.certificate}`,
    bindOptions: settings.bindOptions === undefined ? '' : ` ${settings.bindOptions}`,
  });
}

export function frontendGlue(service: Service, writer: Writer): string {
  return writer.forService(service, 'FRONTEND_BACKEND_GLUE', { backend: service.name });
}

export interface WrittenBackend {
  readonly backend: Backend;
  readonly pieces: readonly Piece[];
}

export function writeBackend(service: Service, writer: Writer): WrittenBackend {
  const { app, name, servicePort, mode, settings } = service;
  const health = findHealthTemplates(service);
  const backend: Backend = {
    name,
    app,
    servicePort,
    mode,
    balance: settings.balance,
    servers: serversOf(service, health, writer),
  };
  const text = [
    writer.forService(service, 'BACKEND_HEAD', { backend: name, balance: settings.balance, mode }),
    mode === 'http' ? httpOptions(service, writer) : '',
    networkRules(service, writer),
    settings.isSticky ? writer.forService(service, 'BACKEND_STICKY_OPTIONS') : '',
    health === undefined ? '' : healthOptions(service, health, writer),
  ].join('');
  return {
    backend,
    pieces: [
      { kind: 'text', app, text },
      { kind: 'servers', app, backend },
    ],
  };
}

function httpOptions(service: Service, writer: Writer): string {
  const { usesHsts, hosts, proxyPath, rootPath, redirectPath } = service.settings;
  const hostname = hosts[0] ?? '';
  return [
    usesHsts ? writer.forService(service, 'BACKEND_HSTS_OPTIONS') : '',
    writer.forService(service, 'BACKEND_HTTP_OPTIONS'),
    proxyPath === undefined
      ? ''
      : writer.forService(service, 'HTTP_BACKEND_PROXYPASS_GLUE', {
          hostname,
          proxypath: proxyPath,
          proxypathPattern: asPattern(proxyPath),
        }),
    rootPath === undefined
      ? ''
      : writer.forService(service, 'HTTP_BACKEND_REVPROXY_GLUE', {
          hostname,
          hostnamePattern: hosts.length === 0 ? '[^/:]+' : `(?:${hosts.map(asPattern).join('|')})`,
          rootpath: rootPath,
        }),
    redirectPath === undefined
      ? ''
      : writer.forService(service, 'HTTP_BACKEND_REDIR', {
          hostname: hosts.join(' '),
          // The place is a format of HAProxy, where a percent sign means something.
          redirpath: redirectPath.replaceAll('%', '%%'),
        }),
  ].join('');
}

function asPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function networkRules(service: Service, writer: Writer): string {
  const { networks } = service.settings;
  if (networks === undefined) return '';
  const [ofNetwork, others] =
    service.mode === 'http'
      ? (['HTTP_BACKEND_NETWORK_ALLOWED_ACL', 'HTTP_BACKEND_ACL_ALLOW_DENY'] as const)
      : (['TCP_BACKEND_NETWORK_ALLOWED_ACL', 'TCP_BACKEND_ACL_ALLOW_DENY'] as const);
  const allowed = networks.map((network) =>
    writer.forService(service, ofNetwork, { network_allowed: network }),
  );
  return allowed.join('') + writer.forAll(others);
}

function healthOptions(service: Service, health: HealthTemplates, writer: Writer): string {
  const [first] = service.endpoints;
  const port =
    first === undefined
      ? undefined
      : (findLabelledPort(service, first) ?? first.ports[service.index]);
  return writer.forService(service, health.ofBackend, healthValues(health.check, port));
}
