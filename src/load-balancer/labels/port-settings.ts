/**
 * What the labels of one port say. A value that breaks its rule is a problem of this app, and the
 * port is served as if the label were not there; only where that would open what the label was to
 * close (a password, allowed networks) the port is left out.
 */
import type { Template } from '../templates/compile.ts';
import { readTemplate } from '../templates/read-template.ts';
import { isTemplateName, templateTable } from '../templates/table.ts';
import type { TemplateName } from '../templates/table.ts';
import type { ProblemLog } from '../problem.ts';
import type { Credentials } from './rules.ts';
import { leavesPortOut, portLabels } from './table.ts';
import type { PortLabel } from './table.ts';

export interface PortSettings {
  readonly isLeftOut: boolean;
  readonly isEnabled?: boolean;
  readonly groups?: readonly string[];
  readonly hosts: readonly string[];
  /** Also with a host that cannot be used. */
  readonly wantsHost: boolean;
  readonly path?: string;
  readonly credentials?: Credentials;
  readonly isSticky: boolean;
  readonly redirectsToHttps: boolean;
  readonly usesHsts: boolean;
  readonly certificate?: string;
  readonly bindOptions?: string;
  readonly bindAddress: string;
  readonly port?: number;
  readonly mode?: 'tcp' | 'http';
  readonly balance: string;
  readonly weight: number;
  readonly networks?: readonly string[];
  readonly healthCheckPortIndex?: number;
  readonly proxyPath?: string;
  readonly rootPath?: string;
  readonly redirectPath?: string;
  readonly templates: ReadonlyMap<TemplateName, Template>;
}

/** Labels by name without `HAPROXY_{n}_`. */
export type PortLabels = ReadonlyMap<string, string>;

type ValueOf<L extends PortLabel> = Exclude<
  ReturnType<(typeof portLabels)[L]['rule']['read']>,
  undefined
>;

export function readPortSettings(labels: PortLabels, index: number, log: ProblemLog): PortSettings {
  const reader = new LabelReader(labels, index, log);
  const hosts = reader.read('VHOST') ?? [];
  const hasHost = hosts.length > 0;
  const path = reader.readWithHost('PATH', hasHost);
  const weight = reader.read('BACKEND_WEIGHT') ?? 0;
  const settings = {
    isEnabled: reader.read('ENABLED'),
    groups: reader.read('GROUP'),
    hosts,
    wantsHost: labels.has('VHOST'),
    path,
    credentials: reader.readWithHost('AUTH', hasHost),
    isSticky: reader.read('STICKY') ?? false,
    redirectsToHttps: reader.readWithHost('REDIRECT_TO_HTTPS', hasHost) ?? false,
    usesHsts: reader.read('USE_HSTS') ?? false,
    certificate: reader.read('SSL_CERT'),
    bindOptions: reader.read('BIND_OPTIONS'),
    bindAddress: reader.read('BIND_ADDR') ?? '*',
    port: reader.read('PORT'),
    mode: reader.read('MODE'),
    balance: reader.read('BALANCE') ?? 'roundrobin',
    weight: weight === 0 && path !== undefined ? 1 : weight,
    networks: reader.read('BACKEND_NETWORK_ALLOWED_ACL'),
    healthCheckPortIndex: reader.read('BACKEND_HEALTHCHECK_PORT_INDEX'),
    proxyPath: reader.readWithHost('HTTP_BACKEND_PROXYPASS_PATH', hasHost),
    rootPath: reader.read('HTTP_BACKEND_REVPROXY_PATH'),
    redirectPath: reader.readWithHost('HTTP_BACKEND_REDIR', hasHost),
    templates: reader.readTemplates(),
  };
  return { ...settings, isLeftOut: reader.isLeftOut } as PortSettings;
}

class LabelReader {
  isLeftOut = false;

  private readonly labels: PortLabels;
  private readonly index: number;
  private readonly log: ProblemLog;

  constructor(labels: PortLabels, index: number, log: ProblemLog) {
    this.labels = labels;
    this.index = index;
    this.log = log;
  }

  read<L extends PortLabel>(name: L): ValueOf<L> | undefined {
    const given = this.labels.get(name);
    if (given === undefined) return undefined;
    const { rule, standard } = portLabels[name];
    const value = rule.read(given);
    if (value !== undefined) return value as ValueOf<L>;
    if (leavesPortOut.has(name)) this.isLeftOut = true;
    this.note(
      name,
      rule.text,
      leavesPortOut.has(name) ? 'the port is left out' : `instead: ${standard}`,
    );
    return undefined;
  }

  /** For what makes no sense without a virtual host. */
  readWithHost<L extends PortLabel>(name: L, hasHost: boolean): ValueOf<L> | undefined {
    const value = this.read(name);
    if (value === undefined || hasHost) return value;
    this.note(name, 'must come with a virtual host', `instead: ${portLabels[name].standard}`);
    return undefined;
  }

  readTemplates(): ReadonlyMap<TemplateName, Template> {
    const templates = new Map<TemplateName, Template>();
    for (const [name, given] of this.labels) {
      if (Object.hasOwn(portLabels, name)) continue;
      if (!isTemplateName(name) || !templateTable[name].hasLabel) {
        this.note(name, 'is no label that there is for ports', 'it is ignored');
        continue;
      }
      const read = readTemplate(name, given);
      if (read.ok) templates.set(name, read.value);
      else this.note(name, read.error, 'the template of all apps is used');
    }
    return templates;
  }

  private note(name: string, rule: string, effect: string): void {
    const label = `HAPROXY_${this.index}_${name}`;
    this.log.add({ label, rule, value: this.labels.get(name) ?? '', effect });
  }
}
