/**
 * The frontends that services share: virtual hosts on 80 and 443, and the header
 * X-Marathon-App-Id on 9091. Rules of virtual hosts are tried by weight, the greatest first; maps
 * come last, for they lead all that no rule wanted.
 */
import type { ConfigurationOptions, MapEntry, Piece } from './configuration.ts';
import type { Claims } from './claims.ts';
import { cleanName } from './server-names.ts';
import type { Service } from './services.ts';
import { ruleNameOf, vhostRules } from './vhosts.ts';
import type { VhostRules } from './vhosts.ts';
import { groupedFrontends, groupedRules } from './grouped-https.ts';
import type { Writer } from './writer.ts';

export class SharedFrontends {
  private readonly rules: VhostRules[] = [];
  private readonly appIdRules: { readonly app: string; readonly text: string }[] = [];
  /** App ids and their backends: of an app, its first port in mode http. */
  private readonly backendsOfApps = new Map<string, Service>();
  private readonly mappedHosts = new Map<string, Service>();

  private readonly options: ConfigurationOptions;
  private readonly claims: Claims;
  private readonly writer: Writer;

  constructor(options: ConfigurationOptions, claims: Claims, writer: Writer) {
    this.options = options;
    this.claims = claims;
    this.writer = writer;
  }

  add(service: Service): void {
    if (this.options.bindsHttpAndHttps && service.settings.hosts.length > 0) this.addHosts(service);
    if (service.mode === 'http' && !this.backendsOfApps.has(service.app)) this.addAppId(service);
  }

  pieces(): readonly Piece[] {
    const { bindsHttpAndHttps } = this.options;
    const rules = this.rulesByWeight();
    return [
      ...(bindsHttpAndHttps ? this.httpPieces(rules) : []),
      text(this.writer.forAll('HTTP_FRONTEND_APPID_HEAD')),
      ...this.appIdRules.map((rule) => text(rule.text, rule.app)),
      ...this.appIdMap(),
      ...(bindsHttpAndHttps ? this.httpsPieces(rules) : []),
    ];
  }

  /** In the order in which they are tried. */
  vhosts(): readonly MapEntry[] {
    const backends = new Map<string, string>();
    for (const { service } of this.rulesByWeight()) {
      for (const host of service.settings.hosts) {
        if (!backends.has(host)) backends.set(host, service.name);
      }
    }
    return [...backends].map(([key, backend]) => ({ key, backend }));
  }

  apps(): readonly MapEntry[] {
    return [...this.backendsOfApps].map(([key, { name }]) => ({ key, backend: name }));
  }

  hostMap(): readonly MapEntry[] {
    return [...this.mappedHosts].map(([key, { name }]) => ({ key, backend: name }));
  }

  private addHosts(service: Service): void {
    this.noteOtherOwners(service);
    const rules = vhostRules(service, this.ruleNameFor(service), this.options, this.writer);
    if (rules.isMappedOnHttp || rules.isMappedOnHttps) {
      for (const host of service.settings.hosts) {
        if (!this.mappedHosts.has(host)) this.mappedHosts.set(host, service);
      }
    }
    this.rules.push(rules);
  }

  /** Two services of one app may have the same first host, and yet be told apart. */
  private ruleNameFor(service: Service): string {
    const name = ruleNameOf(service);
    const isFree = this.claims.claim('rule', name, service.name) === undefined;
    return isFree ? name : `${name}_${service.name}`;
  }

  private noteOtherOwners({ settings, log, index, name }: Service): void {
    for (const host of settings.hosts) {
      const place = `${host} ${settings.path ?? ''}`;
      const owner = this.claims.claim('host', place, name);
      if (owner === undefined) continue;
      log.add({
        label: `HAPROXY_${index}_VHOST`,
        rule: 'must not be the virtual host and path of another port',
        value: host,
        effect: `whichever has the greater HAPROXY_{n}_BACKEND_WEIGHT gets the requests, else ${owner}`,
      });
    }
  }

  private addAppId(service: Service): void {
    this.backendsOfApps.set(service.app, service);
    if (this.options.usesMaps) return;
    const name = cleanName(service.app);
    const isFree = this.claims.claim('rule', `app ${name}`, service.name) === undefined;
    this.appIdRules.push({
      app: service.app,
      text: this.writer.forService(service, 'HTTP_FRONTEND_APPID_ACL', {
        cleanedUpAppId: isFree ? name : `${name}_${service.servicePort}`,
        hostname: service.settings.hosts[0] ?? '',
        appId: service.app,
        backend: service.name,
      }),
    });
  }

  private rulesByWeight(): readonly VhostRules[] {
    return this.rules.toSorted((a, b) => b.service.settings.weight - a.service.settings.weight);
  }

  private httpPieces(rules: readonly VhostRules[]): readonly Piece[] {
    return [
      text(this.writer.forAll('HTTP_FRONTEND_HEAD')),
      ...rules.map(({ service, http }) => text(http, service.app)),
      ...this.mapRule(rules.find(({ isMappedOnHttp }) => isMappedOnHttp)?.service, (service) =>
        service.settings.hosts.length > 1 ? 'MAP_HTTP_FRONTEND_ACL_ONLY' : 'MAP_HTTP_FRONTEND_ACL',
      ),
    ];
  }

  private httpsPieces(rules: readonly VhostRules[]): readonly Piece[] {
    const { writer, options } = this;
    if (options.groupsHttpsByVhost) {
      return [
        text(writer.forAll('HTTPS_GROUPED_FRONTEND_HEAD')),
        ...groupedRules(rules, this.claims, writer),
        ...groupedFrontends(rules, this.claims, options.sslCertificates, writer),
      ];
    }
    const sslCerts = options.sslCertificates.map((path) => `crt ${path}`).join(' ');
    return [
      text(writer.forAll('HTTPS_FRONTEND_HEAD', { sslCerts })),
      ...rules.map(({ service, https }) => text(https, service.app)),
      ...this.mapRule(
        rules.find(({ isMappedOnHttps }) => isMappedOnHttps)?.service,
        () => 'MAP_HTTPS_FRONTEND_ACL',
      ),
    ];
  }

  /** One rule for all that is in the map, with the text of the first service in it. */
  private mapRule(
    first: Service | undefined,
    templateFor: (
      service: Service,
    ) => 'MAP_HTTP_FRONTEND_ACL' | 'MAP_HTTP_FRONTEND_ACL_ONLY' | 'MAP_HTTPS_FRONTEND_ACL',
  ): readonly Piece[] {
    if (first === undefined) return [];
    const values = { haproxy_dir: this.options.directory, hostname: first.settings.hosts[0] ?? '' };
    return [text(this.writer.forService(first, templateFor(first), values), first.app)];
  }

  private appIdMap(): readonly Piece[] {
    const [first] = this.backendsOfApps.values();
    if (!this.options.usesMaps || first === undefined) return [];
    const values = { haproxy_dir: this.options.directory };
    const rule = this.writer.forService(first, 'MAP_HTTP_FRONTEND_APPID_ACL', values);
    return [text(rule, first.app)];
  }
}

function text(content: string, app?: string): Piece {
  return app === undefined ? { kind: 'text', text: content } : { kind: 'text', text: content, app };
}
