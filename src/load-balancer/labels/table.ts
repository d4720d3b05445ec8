/**
 * All labels that are no templates, each with its rule and what is done without it. The page of
 * labels in docs/operating/ is written from this table, and problems quote it.
 */
import * as rules from './rules.ts';
import type { Rule } from './rules.ts';

export interface LabelRow<T> {
  readonly rule: Rule<T>;
  /** What holds without the label, or when its value breaks the rule. */
  readonly standard: string;
  readonly docs: string;
  readonly example: string;
}

function row<T>(rule: Rule<T>, standard: string, docs: string, example: string): LabelRow<T> {
  return { rule, standard, docs, example };
}

/** `HAPROXY_{n}_<NAME>`: of the port with index n. */
export const portLabels = {
  VHOST: row(
    rules.hosts,
    'no virtual host; the mode is http all the same',
    'Virtual hosts on port 80 and, by the name in the TLS handshake, on port 443.',
    'shop.example.org,www.example.org',
  ),
  GROUP: row(
    rules.groupNames,
    'HAPROXY_GROUP',
    'Groups of this port alone; they count instead of HAPROXY_GROUP.',
    'external',
  ),
  ENABLED: row(
    rules.boolean,
    'served, unless --strict-mode; a value that is neither leaves the port out',
    'Whether this port is served.',
    'true',
  ),
  PORT: row(
    rules.port,
    'the service port that Marathon gave',
    'The port that clients use.',
    '8080',
  ),
  BIND_ADDR: row(
    rules.bindAddress,
    '*',
    'The address that the service port is bound to.',
    '10.0.0.42',
  ),
  BIND_OPTIONS: row(
    rules.words,
    'none',
    'More words for the bind line of the service port.',
    'ssl-min-ver TLSv1.2',
  ),
  SSL_CERT: row(
    rules.certificates,
    'no TLS',
    'The service port speaks TLS with this certificate, a path on the machine of the balancer.',
    '/etc/ssl/shop.pem',
  ),
  MODE: row(
    rules.mode,
    'http with a virtual host or a health check of protocol HTTP, else tcp',
    'How HAProxy treats connections.',
    'http',
  ),
  BALANCE: row(rules.balance, 'roundrobin', 'How servers are chosen.', 'leastconn'),
  STICKY: row(
    rules.boolean,
    'false',
    'Sessions stay with their server, by a cookie (mode http only).',
    'true',
  ),
  PATH: row(
    rules.paths,
    'all paths',
    'Only requests to the virtual host whose path begins like this come here.',
    '/api /v2/api',
  ),
  AUTH: row(
    rules.credentials,
    'everybody may; a value that breaks the rule leaves the port out',
    'Basic authentication at the virtual host. The password is as crypt(3) makes it.',
    'My realm:user:$5$salt$hash',
  ),
  REDIRECT_TO_HTTPS: row(
    rules.boolean,
    'false',
    'Requests to the virtual host on port 80 are answered 301 with the same URL in https.',
    'true',
  ),
  USE_HSTS: row(rules.boolean, 'false', 'Answers have Strict-Transport-Security.', 'true'),
  BACKEND_WEIGHT: row(
    rules.weight,
    '0; 1 with a path',
    'Rules of virtual hosts are tried from the greatest weight to the smallest.',
    '10',
  ),
  BACKEND_NETWORK_ALLOWED_ACL: row(
    rules.networks,
    'all networks; a value that breaks the rule leaves the port out',
    'Clients of other networks are refused.',
    '10.1.40.0/24 10.1.55.43',
  ),
  BACKEND_HEALTHCHECK_PORT_INDEX: row(
    rules.portIndex,
    'the port itself',
    'Checks of the servers go to the port of this index.',
    '1',
  ),
  HTTP_BACKEND_PROXYPASS_PATH: row(
    rules.onePath,
    'paths are passed on as they are',
    'This beginning of the path is cut off, and the header Host is the first virtual host. Needs VHOST.',
    '/shop',
  ),
  HTTP_BACKEND_REVPROXY_PATH: row(
    rules.onePath,
    'answers are passed on as they are',
    'The header Location of answers becomes this path.',
    '/shop',
  ),
  HTTP_BACKEND_REDIR: row(
    rules.location,
    'no redirection',
    'Requests for / of the virtual host are answered 301 with this place. Needs VHOST.',
    '/start',
  ),
} as const;

/** `HAPROXY_<NAME>`: of the whole app. */
export const appLabels = {
  GROUP: row(
    rules.groupNames,
    'served by balancers of group * only',
    'The app is served by balancers that were started with one of these groups.',
    'external',
  ),
  DEPLOYMENT_GROUP: row(
    rules.anything,
    'no blue/green deployment',
    'Apps of one such group are one app to clients, with this name as id.',
    'shop',
  ),
  DEPLOYMENT_ALT_PORT: row(rules.anything, '', 'For zdd: the other service port.', '10001'),
  DEPLOYMENT_COLOUR: row(rules.anything, '', 'Set by zdd: blue or green.', 'blue'),
  DEPLOYMENT_STARTED_AT: row(
    rules.anything,
    'the older app',
    'Set by zdd: when the deployment began. The later one is the new one.',
    '2026-11-30T10:00:00.000',
  ),
  DEPLOYMENT_TARGET_INSTANCES: row(
    rules.anything,
    'the instances of the new app',
    'Set by zdd: how many instances both apps have together at least.',
    '20',
  ),
  DEPLOYMENT_NEW_INSTANCES: row(
    rules.anything,
    '0',
    'Set by zdd: how many instances of the new app a hybrid deployment ends with.',
    '2',
  ),
  APP_ID: row(rules.anything, '', 'Set by zdd: the id without colour.', '/shop'),
} as const;

export type PortLabel = keyof typeof portLabels;

/** Harmful when ignored: without its value the port is not served at all. */
export const leavesPortOut: ReadonlySet<string> = new Set([
  'ENABLED',
  'BACKEND_NETWORK_ALLOWED_ACL',
  'AUTH',
]);
