/**
 * From apps to a configuration. Nothing but the arguments decides: the same apps, in whatever
 * order Marathon lists them, give the same bytes.
 */
import type { App } from '../model/app.ts';
import type { Problem } from '../problem.ts';
import type { Templates } from '../templates/templates.ts';
import { frontendGlue, frontendHead, userlist, writeBackend } from './backends.ts';
import { bindsIn, Claims, frontendsIn } from './claims.ts';
import type {
  Backend,
  Configuration,
  ConfigurationOptions,
  Frontend,
  MapEntry,
  Piece,
} from './configuration.ts';
import { render } from './configuration.ts';
import { servicesOf } from './services.ts';
import type { Service } from './services.ts';
import { SharedFrontends } from './shared-frontends.ts';
import { Writer } from './writer.ts';

export function configuration(
  apps: readonly App[],
  options: ConfigurationOptions,
  templates: Templates,
): Configuration {
  const problems: Problem[] = [...templates.problems];
  const services = servicesOf(apps, options, problems);
  return new Builder(options, templates, problems).build(services);
}

class Builder {
  private readonly writer: Writer;
  private readonly claims = new Claims();
  private readonly shared: SharedFrontends;
  private readonly frontends: Frontend[] = [];
  private readonly backends: Backend[] = [];
  private readonly certificates = new Set<string>();
  private readonly userlists: Piece[] = [];
  private readonly ofServicePorts: Piece[] = [];
  private readonly ofBackends: Piece[] = [];

  private readonly options: ConfigurationOptions;
  private readonly templates: Templates;
  private readonly problems: Problem[];

  constructor(options: ConfigurationOptions, templates: Templates, problems: Problem[]) {
    this.options = options;
    this.templates = templates;
    this.problems = problems;
    this.writer = new Writer(templates);
    this.shared = new SharedFrontends(options, this.claims, this.writer);
  }

  build(services: readonly Service[]): Configuration {
    this.claimSharedAddresses();
    for (const service of services) this.add(service);
    const pieces = [
      ...this.head(),
      ...this.userlists,
      ...this.shared.pieces(),
      ...this.ofServicePorts,
      ...this.ofBackends,
    ];
    const { usesMaps, bindsHttpAndHttps, sslCertificates } = this.options;
    const hosts = this.shared.hostMap();
    const apps = this.shared.apps();
    return {
      text: render(pieces),
      skeleton: render(pieces, () => ''),
      pieces,
      files: [
        { name: 'domain2backend.map', text: usesMaps ? mapText(hosts) : '' },
        { name: 'app2backend.map', text: usesMaps ? mapText(apps) : '' },
      ],
      certificates: [...(bindsHttpAndHttps ? sslCertificates : []), ...this.certificates],
      frontends: this.frontends,
      backends: this.backends,
      vhosts: this.shared.vhosts(),
      apps,
      problems: this.problems,
    };
  }

  private head(): readonly Piece[] {
    return [
      { kind: 'text', text: this.writer.forAll('HEAD') },
      { kind: 'text', text: this.templates.control },
    ];
  }

  /** What the heads bind is not to be had for service ports. */
  private claimSharedAddresses(): void {
    const { bindsHttpAndHttps, groupsHttpsByVhost } = this.options;
    const https = groupsHttpsByVhost ? 'HTTPS_GROUPED_FRONTEND_HEAD' : 'HTTPS_FRONTEND_HEAD';
    const heads = [
      'HEAD',
      'HTTP_FRONTEND_APPID_HEAD',
      ...(bindsHttpAndHttps ? (['HTTP_FRONTEND_HEAD', https] as const) : []),
    ] as const;
    for (const { name, text } of heads.flatMap((head) => frontendsIn(this.writer.forAll(head)))) {
      this.claims.claim('name', name, name);
      for (const bind of bindsIn(text)) {
        this.claims.claimBind(bind, `frontend ${name}`);
        const mode = /^[ \t]*mode[ \t]+tcp\b/m.test(text) ? 'tcp' : 'http';
        this.frontends.push({ name, bindAddress: bind.address, port: bind.port, mode });
      }
    }
  }

  private add(service: Service): void {
    const owner = this.claims.claim('name', service.name, `${service.app} ${service.index}`);
    if (owner !== undefined) {
      this.notePort(service, 'the port is left out', owner);
      return;
    }
    const users = userlist(service, this.writer);
    if (users !== '') this.userlists.push({ kind: 'text', app: service.app, text: users });
    this.addFrontend(service);
    this.shared.add(service);
    const { backend, pieces } = writeBackend(service, this.writer);
    this.backends.push(backend);
    this.ofBackends.push(...pieces);
  }

  /** The first to claim an address keeps it; a service without one is reached by its hosts. */
  private addFrontend(service: Service): void {
    const head = frontendHead(service, this.writer);
    const binds = bindsIn(head);
    for (const bind of binds) {
      const owner = this.claims.claimBind(bind, service.name);
      if (owner === undefined) continue;
      this.notePort(service, 'the port has no frontend of its own', owner);
      return;
    }
    const text = head + frontendGlue(service, this.writer);
    this.ofServicePorts.push({ kind: 'text', app: service.app, text });
    for (const certificate of service.settings.certificate?.split(' crt ') ?? []) {
      this.certificates.add(certificate);
    }
    this.frontends.push({
      name: service.name,
      app: service.app,
      bindAddress: binds[0]?.address ?? service.settings.bindAddress,
      port: binds[0]?.port ?? service.servicePort,
      mode: service.mode,
    });
  }

  private notePort(service: Service, effect: string, owner: string): void {
    const { index, servicePort, settings, log } = service;
    log.add({
      label: settings.port === undefined ? 'servicePort' : `HAPROXY_${index}_PORT`,
      rule: `must be a port that nothing else has, but ${owner} has it`,
      value: String(servicePort),
      effect,
    });
  }
}

function mapText(entries: readonly MapEntry[]): string {
  return entries.map(({ key, backend }) => `${key} ${backend}\n`).join('');
}
