/**
 * The rules that lead from virtual hosts to backends, for the frontends on 80 and 443. One port may
 * have several hosts: then the hosts are named one by one, and where they lead once. Hosts that need
 * nothing but to lead somewhere can be in a map instead, which one rule looks into.
 */
import type { TemplateName } from '../templates/table.ts';
import type { Values } from '../templates/compile.ts';
import { cleanName } from './server-names.ts';
import type { Service } from './services.ts';
import type { Writer } from './writer.ts';

/** What one service adds to the shared frontends. */
export interface VhostRules {
  readonly service: Service;
  readonly http: string;
  readonly https: string;
  /** With a frontend for each host: what is in that of the host. */
  readonly ofHosts: readonly { readonly host: string; readonly text: string }[];
  /** Which frontend finds the hosts in the map rather than by rules. */
  readonly isMappedOnHttp: boolean;
  readonly isMappedOnHttps: boolean;
}

export interface VhostOptions {
  readonly usesMaps: boolean;
  readonly groupsHttpsByVhost: boolean;
}

/** The name of rules for the service's hosts, as the original has it. */
export function ruleNameOf(service: Service): string {
  const id = service.app.slice(1).replaceAll('/', '_');
  return `${cleanName(service.settings.hosts[0] ?? '')}_${id}`;
}

export function vhostRules(
  service: Service,
  ruleName: string,
  options: VhostOptions,
  writer: Writer,
): VhostRules {
  return new VhostWriter(service, ruleName, options, writer).rules();
}

class VhostWriter {
  private readonly hosts: readonly string[];
  private readonly hasPath: boolean;
  private readonly hasAuth: boolean;
  private readonly redirects: boolean;

  private readonly service: Service;
  private readonly ruleName: string;
  private readonly options: VhostOptions;
  private readonly writer: Writer;

  constructor(service: Service, ruleName: string, options: VhostOptions, writer: Writer) {
    this.service = service;
    this.ruleName = ruleName;
    this.options = options;
    this.writer = writer;
    const { hosts, path, credentials, redirectsToHttps } = service.settings;
    this.hosts = hosts;
    this.hasPath = path !== undefined;
    this.hasAuth = credentials !== undefined;
    this.redirects = redirectsToHttps;
  }

  rules(): VhostRules {
    const { service, hosts } = this;
    const usesMap = this.options.usesMaps && !this.hasPath && !this.hasAuth;
    const isMappedOnHttps = usesMap && !this.options.groupsHttpsByVhost;
    const isMappedOnHttp = usesMap && !this.redirects;
    return {
      service,
      http: isMappedOnHttp ? '' : this.httpRules(),
      https: isMappedOnHttps ? '' : this.pathOnHttps() + hosts.map((h) => this.onHttps(h)).join(''),
      ofHosts: hosts.map((host) => ({ host, text: this.pathOnHttps() + this.onHttps(host) })),
      isMappedOnHttp,
      isMappedOnHttps,
    };
  }

  private httpRules(): string {
    const [host = ''] = this.hosts;
    return this.hosts.length === 1
      ? this.write(this.templatesOfOneHost(), host)
      : this.httpRulesOfHosts();
  }

  private templatesOfOneHost(): readonly TemplateName[] {
    if (this.redirects) {
      return this.hasPath
        ? [
            'HTTP_FRONTEND_ACL_ONLY',
            'HTTP_FRONTEND_ACL_ONLY_WITH_PATH',
            'BACKEND_REDIRECT_HTTP_TO_HTTPS_WITH_PATH',
          ]
        : ['HTTP_FRONTEND_ACL', 'BACKEND_REDIRECT_HTTP_TO_HTTPS'];
    }
    if (this.hasPath) {
      return this.hasAuth
        ? ['HTTP_FRONTEND_ACL_WITH_AUTH_AND_PATH']
        : ['HTTP_FRONTEND_ACL_WITH_PATH'];
    }
    return this.hasAuth ? ['HTTP_FRONTEND_ACL_WITH_AUTH'] : ['HTTP_FRONTEND_ACL'];
  }

  private httpRulesOfHosts(): string {
    const [first = ''] = this.hosts;
    const ofPath: readonly TemplateName[] = this.hasAuth
      ? ['HTTP_FRONTEND_ACL_ONLY_WITH_PATH_AND_AUTH']
      : ['HTTP_FRONTEND_ACL_ONLY_WITH_PATH'];
    return [
      this.hasPath ? this.write(ofPath, first) : '',
      ...this.hosts.map((host) => this.write(['HTTP_FRONTEND_ACL_ONLY'], host)),
      this.write([this.routeOfHosts()], first),
    ].join('');
  }

  private routeOfHosts(): TemplateName {
    if (this.redirects) {
      return this.hasPath
        ? 'BACKEND_REDIRECT_HTTP_TO_HTTPS_WITH_PATH'
        : 'BACKEND_REDIRECT_HTTP_TO_HTTPS';
    }
    if (this.hasPath) {
      return this.hasAuth
        ? 'HTTP_FRONTEND_ROUTING_ONLY_WITH_PATH_AND_AUTH'
        : 'HTTP_FRONTEND_ROUTING_ONLY_WITH_PATH';
    }
    return this.hasAuth ? 'HTTP_FRONTEND_ROUTING_ONLY_WITH_AUTH' : 'HTTP_FRONTEND_ROUTING_ONLY';
  }

  private pathOnHttps(): string {
    return this.hasPath
      ? this.write(['HTTPS_FRONTEND_ACL_ONLY_WITH_PATH'], this.hosts[0] ?? '')
      : '';
  }

  private onHttps(host: string): string {
    if (this.hasPath) {
      return this.hasAuth
        ? this.write(['HTTPS_FRONTEND_ACL_WITH_AUTH_AND_PATH'], host)
        : this.write(['HTTPS_FRONTEND_ACL_WITH_PATH'], host);
    }
    return this.write([this.hasAuth ? 'HTTPS_FRONTEND_ACL_WITH_AUTH' : 'HTTPS_FRONTEND_ACL'], host);
  }

  private write(names: readonly TemplateName[], hostname: string): string {
    const { service } = this;
    const values: Values = {
      hostname,
      cleanedUpHostname: this.ruleName,
      appId: service.app,
      backend: service.name,
      bindAddr: service.settings.bindAddress,
      path: service.settings.path ?? '',
      realm: service.settings.credentials?.realm ?? '',
    };
    return this.writer.linesFor(service, names, values);
  }
}
