/**
 * "zk://user:password@host1:2181,host2:2181/mesos": an ensemble and the path below which everything
 * is, as masters, agents and frameworks are given it.
 */
import { hostPortText } from '../../foundation/host-port.ts';
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { Credential } from './handshake.ts';
import { findPathError } from './paths.ts';
import type { ServerAddress } from './session.ts';

export interface ZooKeeperUrl {
  /** At least one. */
  readonly servers: readonly ServerAddress[];
  readonly credential: Credential | undefined;
  /** "/" when nothing else was given. */
  readonly path: string;
}

export const zooKeeperScheme = 'zk://';
const defaultPort = 2181;
const example = 'zk://host1:port1,host2:port2/path';

/** The error is the rule that the text breaks, to be put behind what names it. Never shows a password. */
export function parseZooKeeperUrl(text: string): Result<ZooKeeperUrl> {
  if (!text.startsWith(zooKeeperScheme)) return failure(`it must look like ${example}`);
  const rest = text.slice(zooKeeperScheme.length);
  const slash = rest.indexOf('/', Math.max(0, rest.lastIndexOf('@')));
  const [authority, path] = slash === -1 ? [rest, '/'] : [rest.slice(0, slash), rest.slice(slash)];
  const at = authority.lastIndexOf('@');
  const credential = at === -1 ? ok(undefined) : parseCredential(authority.slice(0, at));
  if (!credential.ok) return credential;
  const servers = parseServers(authority.slice(at + 1));
  if (!servers.ok) return servers;
  const pathError = findPathError(path);
  if (pathError !== undefined) return failure(`its ${pathError}`);
  return ok({ servers: servers.value, credential: credential.value, path });
}

/** Without credentials, for logs and for whoever asks. */
export function zooKeeperUrlText({ servers, path }: ZooKeeperUrl): string {
  return (
    zooKeeperScheme + servers.map(({ host, port }) => hostPortText(host, port)).join(',') + path
  );
}

function parseCredential(text: string): Result<Credential> {
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1) {
    return failure("before '@' it must have user:password");
  }
  return ok({ scheme: 'digest', text });
}

function parseServers(text: string): Result<readonly ServerAddress[]> {
  const servers: ServerAddress[] = [];
  for (const part of text.split(',')) {
    const server = parseServer(part);
    if (!server.ok) return server;
    servers.push(server.value);
  }
  return ok(servers);
}

const serverForm = /^([^\s:/@[\]?#]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{1,5}))?$/;

function parseServer(text: string): Result<ServerAddress> {
  const [, host, port] = serverForm.exec(text) ?? [];
  if (host === undefined) return failure(`'${text}' in it is no host:port, as in ${example}`);
  const number = port === undefined ? defaultPort : Number(port);
  if (number < 1 || number > 65_535) return failure(`there is no port ${number}`);
  return ok({ host: host.replace(/^\[|\]$/g, ''), port: number });
}
