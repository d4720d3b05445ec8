/**
 * What HAProxy is to do, as data and as text. Both come from apps, options and templates alone, in
 * an order of their own, so that the same apps give the same bytes. Text is kept in pieces that
 * know whose they are: a line that HAProxy refuses names the app, and lines of servers, which
 * change all the time, are apart from everything that takes a reload to change.
 */
import type { Problem } from '../problem.ts';

export interface ConfigurationOptions {
  /** Apps of these groups are served; `*` serves all. */
  readonly groups: readonly string[];
  /** Whether virtual hosts get frontends on 80 and 443. */
  readonly bindsHttpAndHttps: boolean;
  /** One TLS frontend for each virtual host, with certificates of its own. */
  readonly groupsHttpsByVhost: boolean;
  readonly sslCertificates: readonly string[];
  /** Hosts and app ids are looked up in map files instead of in rules. */
  readonly usesMaps: boolean;
  /** Where maps are; the path as HAProxy opens it. */
  readonly directory: string;
  /** Only ports with `HAPROXY_{n}_ENABLED=true` are served. */
  readonly isStrict: boolean;
  /**
   * Apps without tasks have frontends and backends, too: then their first task takes no reload. The
   * original leaves them out.
   */
  readonly servesWithoutTasks: boolean;
  /** Only tasks whose health checks in Marathon succeed are servers. */
  readonly checksHealth: boolean;
  /** For apps whose tasks have addresses of their own and that have no service port. */
  readonly minServicePort: number;
  readonly maxServicePort: number;
  /** The app that the balancer itself is, which it does not serve. */
  readonly frameworkName?: string;
  /** Addresses of agents that Marathon names by host name: see `hostsToResolve`. */
  readonly addresses: ReadonlyMap<string, string>;
  /** What was last known of tasks, by id, for when Marathon says nothing: see `rememberHealth`. */
  readonly knownHealth: ReadonlyMap<string, boolean>;
  /** Ids of apps or deployment groups that are left out: HAProxy refused what they made. */
  readonly excluded: ReadonlySet<string>;
}

export interface Server {
  /** `10_0_1_2_31000`; one of its kind in the backend. */
  readonly name: string;
  /** The agent, as Marathon names it. */
  readonly host: string;
  readonly taskId: string;
  readonly address: string;
  readonly port: number;
  /** 1 to 32,767; follows from the name, so that it stays. */
  readonly id: number;
  /** The value of the cookie of sticky sessions; absent where sessions are not sticky. */
  readonly cookie?: string;
  /** Takes no new connections; its sessions may end (a blue/green deployment). */
  readonly isDraining: boolean;
  /** Its line or lines in the file, with the last newline. */
  readonly text: string;
  /**
   * The words after `server <name> <address>:<port>` in its line (`['id', '7', 'check', …]`);
   * absent when a template made something else than one such line, which takes a reload to change.
   */
  readonly words?: readonly string[];
}

export type Mode = 'tcp' | 'http';

export interface Backend {
  readonly name: string;
  readonly app: string;
  readonly servicePort: number;
  readonly mode: Mode;
  readonly balance: string;
  /** By host and port. */
  readonly servers: readonly Server[];
}

export interface Frontend {
  readonly name: string;
  /** Of the app whose service port it is; absent for those that many apps share. */
  readonly app?: string;
  readonly bindAddress: string;
  readonly port: number;
  readonly mode: Mode;
}

/** A line of a map file, or what its like would be where maps are not used. */
export interface MapEntry {
  /** A host name, or the id of an app. */
  readonly key: string;
  readonly backend: string;
}

/** A piece of the file: text, or the place where the servers of a backend are. */
export type Piece =
  | { readonly kind: 'text'; readonly app?: string; readonly text: string }
  | { readonly kind: 'servers'; readonly app: string; readonly backend: Backend };

export interface ConfigurationFile {
  /** `domain2backend.map`, in `options.directory`. */
  readonly name: string;
  readonly text: string;
}

export interface Configuration {
  /** The whole file. */
  readonly text: string;
  /** The file without any server's line: what takes a reload when it changes. */
  readonly skeleton: string;
  readonly pieces: readonly Piece[];
  /** Maps; empty ones when maps are not used, as the original leaves them. */
  readonly files: readonly ConfigurationFile[];
  /** Paths of all certificates that the text names. */
  readonly certificates: readonly string[];
  readonly frontends: readonly Frontend[];
  /** By app and service port. */
  readonly backends: readonly Backend[];
  /** Every virtual host and the backend that serves it (its first, where paths tell them apart). */
  readonly vhosts: readonly MapEntry[];
  /** Every app that the header X-Marathon-App-Id may ask for. */
  readonly apps: readonly MapEntry[];
  readonly problems: readonly Problem[];
}

/** How the lines of a backend's servers are written; `serversAsConfigured` when nobody says. */
export type WriteServers = (backend: Backend) => string;

const serversAsConfigured: WriteServers = (backend) =>
  backend.servers.map((server) => server.text).join('');

/** The file's text with other lines for servers (slots, say). */
export function render(
  pieces: readonly Piece[],
  writeServers: WriteServers = serversAsConfigured,
): string {
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : writeServers(piece.backend)))
    .join('');
}

/** Whose line it is (1 is the first), when it is an app's; for what HAProxy says of a file. */
export function findAppOfLine(
  pieces: readonly Piece[],
  line: number,
  writeServers: WriteServers = serversAsConfigured,
): string | undefined {
  let lines = 0;
  for (const piece of pieces) {
    const text = piece.kind === 'text' ? piece.text : writeServers(piece.backend);
    lines += text.split('\n').length - 1;
    if (line <= lines) return piece.app;
  }
  return undefined;
}
