/**
 * The head of the file: sections `global`, `defaults` and `listen stats`. The standard one knows
 * where our sockets are; one that an operator gives was perhaps written for the original, whose
 * endpoints were Lua files: these lines are turned into ours.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';

/** Where the balancer's own things are; parts of the standard HEAD. */
export interface HeadOptions {
  /** The socket of the runtime API that HAProxy opens. */
  readonly statsSocket: string;
  /** Where our own HTTP server listens, for what HAProxy passes on: `127.0.0.1:1234`, `unix@/…`. */
  readonly control: string;
  /** Connections at once, of all frontends together; each takes two descriptors. */
  readonly maxConnections: number;
  /** What the port of statistics and endpoints is bound to: `*:9090`. */
  readonly statsBind: string;
  /** HAPROXY_GLOBAL_DEFAULT_OPTIONS: options of `defaults` with commas between them. */
  readonly defaultOptions: string;
  /** More lines for `global` (without indentation), such as `log stdout format raw local0`. */
  readonly globalLines: readonly string[];
  /** More lines for `defaults`. */
  readonly defaultsLines: readonly string[];
}

export const standardDefaultOptions = 'redispatch,http-server-close,dontlognull';
export const controlBackend = 'marathon_lb_control';

/**
 * Connections that one request tries, beside the first. Each goes to another server than the one
 * before, so that with two dead ones among three it finds the third at every second attempt. Nobody
 * takes the dead ones out for as long as Marathon is away and HAProxy's own checks have not failed
 * often enough.
 */
const retries = 20;

const ciphers = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
].join(':');

export function standardHead(options: HeadOptions): string {
  return [
    'global',
    ...options.globalLines.map((line) => `  ${line}`),
    `  maxconn ${options.maxConnections}`,
    '  spread-checks 5',
    '  max-spread-checks 15000',
    '  tune.ssl.default-dh-param 2048',
    `  ssl-default-bind-ciphers ${ciphers}`,
    '  ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets',
    `  ssl-default-server-ciphers ${ciphers}`,
    '  ssl-default-server-options ssl-min-ver TLSv1.2 no-tls-tickets',
    `  stats socket ${options.statsSocket} mode 600 level admin expose-fd listeners`,
    '',
    'defaults',
    '  log global',
    `  retries ${retries}`,
    '  backlog 10000',
    '  maxconn 10000',
    '  timeout connect 3s',
    '  timeout client 30s',
    '  timeout server 30s',
    '  timeout queue 30s',
    '  timeout tunnel 3600s',
    '  timeout tarpit 60s',
    '  timeout http-request 15s',
    '  timeout http-keep-alive 1s',
    // A server whose name is not known yet is down; it does not stop all others.
    '  default-server init-addr last,libc,none',
    ...options.defaultsLines.map((line) => `  ${line}`),
    ...defaultOptionLines(options.defaultOptions),
    '',
    'listen stats',
    `  bind ${options.statsBind}`,
    '  mode http',
    '  balance roundrobin',
    '  stats enable',
    '  monitor-uri /_haproxy_health_check',
    '  http-request use-service prometheus-exporter if { path /metrics }',
    `  use_backend ${controlBackend} if { path_beg /_haproxy_get } || { path_beg /_mlb }`,
    '',
  ].join('\n');
}

/** Sorted and each once, as the original writes them. */
function defaultOptionLines(options: string): readonly string[] {
  const words = options.split(',').map((option) => option.trim());
  const usable = words.filter((option) => /^[a-z][a-z0-9 -]*$/.test(option));
  return [...new Set(usable)].toSorted().map((option) => `  option ${option}`);
}

/** What HAProxy passes on to us, whoever wrote the head. */
export function controlSection(options: HeadOptions): string {
  return [
    '',
    `backend ${controlBackend}`,
    '  mode http',
    '  timeout server 60s',
    `  server control ${options.control}`,
    '',
  ].join('\n');
}

/** An operator's head; a rule ("must …") when HAProxy could not be steered with it. */
export function readHead(given: string): Result<string> {
  const text = given.replaceAll('\r\n', '\n');
  if (/^\s*daemon\s*$/m.test(text)) {
    return failure('must not have "daemon": HAProxy would leave the balancer that started it');
  }
  if (!/^\s*stats\s+socket\s.*\bexpose-fd\s+listeners\b/m.test(text)) {
    return failure(
      'must have a "stats socket … expose-fd listeners", for reloads without lost connections',
    );
  }
  const ours = text
    .replaceAll(/^[ \t]*lua-load[ \t]+\/marathon-lb\/.*\n/gm, '')
    .replaceAll(
      /^([ \t]*)http-request[ \t]+use-service[ \t]+lua\.(?:get|signalmlb)\w+/gm,
      `$1use_backend ${controlBackend}`,
    );
  return ok(ours.endsWith('\n') ? ours : `${ours}\n`);
}
