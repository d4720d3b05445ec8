/**
 * The servers of a backend: one for each endpoint, by host and port. HAProxy takes no two servers
 * of one name, so a second one (of a template that names its server itself, say) is left out.
 */
import type { Server } from './configuration.ts';
import type { Endpoint } from './endpoints.ts';
import { findLabelledPort, healthValues } from './health.ts';
import type { HealthTemplates } from './health.ts';
import { cookieOf, maxServersOfBackend, serverId, serverName } from './server-names.ts';
import type { Service } from './services.ts';
import type { Writer } from './writer.ts';

const serverLine = /^[ \t]*server[ \t]+(\S+)[ \t]/;

export function serversOf(
  service: Service,
  health: HealthTemplates | undefined,
  writer: Writer,
): readonly Server[] {
  const list = new ServerList(service, health, writer);
  for (const endpoint of service.endpoints.slice(0, maxServersOfBackend)) list.add(endpoint);
  if (service.endpoints.length > maxServersOfBackend) {
    service.log.add({
      label: 'tasks',
      rule: `must be at most ${maxServersOfBackend}`,
      value: String(service.endpoints.length),
      effect: 'the others are left out',
    });
  }
  return list.servers;
}

class ServerList {
  readonly servers: Server[] = [];
  private readonly ids = new Set<number>();
  /** As they are written, which a template may have decided. */
  private readonly names = new Set<string>();
  private healthOfAll: string | undefined;

  private readonly service: Service;
  private readonly health: HealthTemplates | undefined;
  private readonly writer: Writer;

  constructor(service: Service, health: HealthTemplates | undefined, writer: Writer) {
    this.service = service;
    this.health = health;
    this.writer = writer;
  }

  add(endpoint: Endpoint): void {
    const { task, address } = endpoint;
    const port = endpoint.ports[this.service.index] ?? 0;
    const name = serverName(task.host, address, port);
    const id = serverId(name, this.ids);
    const cookie = this.service.settings.isSticky ? cookieOf(name) : undefined;
    const text = this.writer.forService(this.service, 'BACKEND_SERVER_OPTIONS', {
      host: task.host,
      host_ipv4: address,
      port,
      serverName: name,
      serverId: id,
      cookieOptions: cookie === undefined ? '' : ` check cookie ${cookie}`,
      healthCheckOptions: this.healthOptions(endpoint),
      otherOptions: task.isDraining ? ' disabled' : '',
    });
    const words = findWords(text, `${name} ${address}:${port}`);
    const written = words === undefined ? serverNamesIn(text) : [name];
    if (!this.areNew(written, name, text, task.id)) return;
    this.servers.push({
      name,
      host: task.host,
      taskId: task.id,
      address,
      port,
      id,
      isDraining: task.isDraining,
      text,
      ...(cookie === undefined ? {} : { cookie }),
      ...(words === undefined ? {} : { words }),
    });
  }

  private healthOptions(endpoint: Endpoint): string {
    if (this.health === undefined) return '';
    const { check, ofServer } = this.health;
    const labelled = findLabelledPort(this.service, endpoint);
    const write = (port: number | undefined) =>
      this.writer.forService(this.service, ofServer, healthValues(check, port));
    if (labelled !== undefined) return write(labelled);
    this.healthOfAll ??= write(check.port);
    return this.healthOfAll;
  }

  private areNew(written: readonly string[], name: string, text: string, taskId: string): boolean {
    if (!written.some((other) => this.names.has(other))) {
      for (const other of written) this.names.add(other);
      return true;
    }
    const previous = this.servers.some((server) => server.text === text || server.name === name);
    if (!previous) {
      this.service.log.add({
        label: `HAPROXY_${this.service.index}_BACKEND_SERVER_OPTIONS`,
        rule: 'must name each server in its own way, with {serverName}',
        value: text,
        effect: `task ${taskId} is left out`,
      });
    }
    return false;
  }
}

function serverNamesIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => serverLine.exec(line)?.[1] ?? []);
}

/** What follows the address, when the text is the one line that everybody expects. */
function findWords(text: string, server: string): readonly string[] | undefined {
  const beginning = `  server ${server}`;
  if (!text.startsWith(beginning) || text.indexOf('\n') !== text.length - 1) return undefined;
  const rest = text.slice(beginning.length, -1);
  if (rest !== '' && !rest.startsWith(' ')) return undefined;
  return rest.split(' ').filter((word) => word !== '');
}
