/**
 * All templates: what each is for, what it may name in braces, and the text that is taken when
 * nobody gives another. The texts are for HAProxy 2.2 and later.
 */

/** `literal` texts go into the file as they are; `text` has keys in braces, and doubled braces. */
export interface TemplateRow {
  readonly kind: 'literal' | 'text';
  /** What may stand in braces. */
  readonly keys: readonly string[];
  /** Whether a label of a port may replace it. */
  readonly hasLabel: boolean;
  /** Part of a line rather than lines. */
  readonly isInline?: boolean;
  /** May begin sections (`frontend …`); others stay within theirs. */
  readonly isSection?: boolean;
  readonly standard: string;
  readonly docs: string;
}

const vhostKeys = ['cleanedUpHostname', 'hostname', 'appId', 'backend', 'bindAddr'];
const pathKeys = [...vhostKeys, 'path'];
const authKeys = [...vhostKeys, 'realm'];
const pathAndAuthKeys = [...vhostKeys, 'path', 'realm'];
const mapKeys = ['haproxy_dir', 'hostname'];
const healthKeys = [
  'healthCheckPortIndex',
  'healthCheckPort',
  'healthCheckProtocol',
  'healthCheckPath',
  'healthCheckTimeoutSeconds',
  'healthCheckIntervalSeconds',
  'healthCheckGracePeriodSeconds',
  'healthCheckMaxConsecutiveFailures',
  'healthCheckFalls',
  'healthCheckPortOptions',
];

function lines(...list: readonly string[]): string {
  return list.map((line) => `${line}\n`).join('');
}

/** Begins with an empty line, so that sections stand apart. */
function section(...list: readonly string[]): string {
  return lines('', ...list);
}

function perPort(
  keys: readonly string[],
  standard: string,
  docs: string,
  more: Partial<TemplateRow> = {},
): TemplateRow {
  return { kind: 'text', keys, hasLabel: true, standard, docs, ...more };
}

function literalPerPort(standard: string, docs: string): TemplateRow {
  return { kind: 'literal', keys: [], hasLabel: true, standard, docs };
}

function global(
  standard: string,
  docs: string,
  keys: readonly string[] = [],
  isSection = true,
): TemplateRow {
  const kind = keys.length > 0 ? 'text' : 'literal';
  return { kind, keys, hasLabel: false, isSection, standard, docs };
}

const hostRule = '  acl host_{cleanedUpHostname} hdr(host) -i {hostname}';
const pathRule = '  acl path_{backend} path_beg {path}';
const authRule = '  acl auth_{cleanedUpHostname} http_auth(user_{backend})';
const askForPassword = '  http-request auth realm "{realm}" if ';
const hostRoute = '  use_backend {backend} if host_{cleanedUpHostname}';
const sni = '{{ ssl_fc_sni -i {hostname} }}';
const sniRoute = `  use_backend {backend} if ${sni}`;
const notAllowed = '!auth_{cleanedUpHostname}';
const redirectToHttps =
  '  http-request redirect scheme https code 301 if !{{ ssl_fc }} host_{cleanedUpHostname}';
const checkOptions =
  ' check inter {healthCheckIntervalSeconds}s fall {healthCheckFalls}{healthCheckPortOptions}';

export const templateTable = {
  HEAD: global(
    '',
    'The sections global, defaults and stats. The standard one depends on where sockets are, see marathon-lb.md.',
  ),
  HTTP_FRONTEND_HEAD: global(
    section('frontend marathon_http_in', '  bind *:80', '  mode http'),
    'The frontend of all virtual hosts.',
  ),
  HTTP_FRONTEND_APPID_HEAD: global(
    section('frontend marathon_http_appid_in', '  bind *:9091', '  mode http'),
    'The frontend that finds apps by the header X-Marathon-App-Id.',
  ),
  HTTPS_FRONTEND_HEAD: global(
    section('frontend marathon_https_in', '  bind *:443 ssl {sslCerts}', '  mode http'),
    'The frontend of all virtual hosts with TLS.',
    ['sslCerts'],
  ),
  HTTPS_GROUPED_FRONTEND_HEAD: global(
    section(
      'frontend marathon_https_in',
      '  bind *:443',
      '  mode tcp',
      '  tcp-request inspect-delay 5s',
      '  tcp-request content accept if { req.ssl_hello_type 1 }',
    ),
    'With --group-https-by-vhost: the frontend that reads the name and passes the connection on.',
  ),
  HTTPS_GROUPED_VHOST_FRONTEND_HEAD: global(
    section(
      'frontend {name}',
      '  bind abns@{name} accept-proxy ssl {sslCerts}{bindOpts}',
      '  mode http',
    ),
    'With --group-https-by-vhost: the frontend of one virtual host.',
    ['name', 'sslCerts', 'bindOpts'],
  ),
  HTTPS_GROUPED_VHOST_BACKEND_HEAD: global(
    section('backend {name}', '  mode tcp', '  server loopback-for-tls abns@{name} send-proxy-v2'),
    'With --group-https-by-vhost: leads from the first frontend to that of the virtual host.',
    ['name'],
  ),
  HTTPS_GROUPED_VHOST_FRONTEND_ACL: global(
    lines('  use_backend {backend} if {{ req.ssl_sni -i {host} }}'),
    'With --group-https-by-vhost: which name goes where.',
    ['backend', 'host'],
    false,
  ),
  USERLIST_HEAD: perPort(
    ['backend', 'user', 'passwd'],
    section('userlist user_{backend}', '  user {user} password {passwd}'),
    'The users of basic authentication.',
    { isSection: true },
  ),
  FRONTEND_HEAD: perPort(
    ['bindAddr', 'backend', 'servicePort', 'mode', 'sslCert', 'bindOptions'],
    section(
      'frontend {backend}',
      '  bind {bindAddr}:{servicePort}{sslCert}{bindOptions}',
      '  mode {mode}',
    ),
    'The frontend of a service port.',
    { isSection: true },
  ),
  FRONTEND_BACKEND_GLUE: perPort(
    ['backend'],
    lines('  use_backend {backend}'),
    'Leads from the frontend of a service port to its backend.',
  ),
  BACKEND_HEAD: perPort(
    ['backend', 'balance', 'mode'],
    section('backend {backend}', '  balance {balance}', '  mode {mode}'),
    'The backend of a service port.',
    { isSection: true },
  ),
  BACKEND_HTTP_OPTIONS: literalPerPort(
    lines(
      '  option forwardfor',
      '  http-request set-header X-Forwarded-Port %[dst_port]',
      '  http-request add-header X-Forwarded-Proto https if { ssl_fc }',
      // A task that is killed takes the request that it was working on with it.
      '  retry-on conn-failure empty-response',
      '  http-request disable-l7-retry unless { method GET HEAD OPTIONS }',
    ),
    'In backends of mode http: what servers learn of the client, and that a request that changes nothing is tried elsewhere when its server dies.',
  ),
  BACKEND_HSTS_OPTIONS: literalPerPort(
    lines('  http-response set-header Strict-Transport-Security max-age=15768000'),
    'With HAPROXY_{n}_USE_HSTS.',
  ),
  BACKEND_STICKY_OPTIONS: literalPerPort(
    lines('  cookie mesosphere_server_id insert indirect nocache'),
    'With HAPROXY_{n}_STICKY.',
  ),
  BACKEND_HTTP_HEALTHCHECK_OPTIONS: perPort(
    healthKeys,
    lines('  option httpchk GET {healthCheckPath}', '  timeout check {healthCheckTimeoutSeconds}s'),
    'In backends of mode http whose app has a health check for the port.',
  ),
  BACKEND_TCP_HEALTHCHECK_OPTIONS: perPort(
    healthKeys,
    '',
    'The same with mode tcp, or a health check of protocol TCP.',
  ),
  BACKEND_SERVER_OPTIONS: perPort(
    [
      'host',
      'host_ipv4',
      'port',
      'serverName',
      'serverId',
      'cookieOptions',
      'healthCheckOptions',
      'otherOptions',
    ],
    lines(
      '  server {serverName} {host_ipv4}:{port} id {serverId}{cookieOptions}{healthCheckOptions}{otherOptions}',
    ),
    'The line of a server.',
  ),
  BACKEND_SERVER_HTTP_HEALTHCHECK_OPTIONS: perPort(
    healthKeys,
    checkOptions,
    'The part of that line for backends with HTTP health checks.',
    { isInline: true },
  ),
  BACKEND_SERVER_TCP_HEALTHCHECK_OPTIONS: perPort(
    healthKeys,
    checkOptions,
    'The part of that line for backends with TCP health checks.',
    { isInline: true },
  ),
  BACKEND_REDIRECT_HTTP_TO_HTTPS: perPort(
    vhostKeys,
    lines(redirectToHttps),
    'With HAPROXY_{n}_REDIRECT_TO_HTTPS.',
  ),
  BACKEND_REDIRECT_HTTP_TO_HTTPS_WITH_PATH: perPort(
    vhostKeys,
    lines(`${redirectToHttps} path_{backend}`),
    'The same with a path.',
  ),
  HTTP_FRONTEND_ACL: perPort(
    vhostKeys,
    lines(hostRule, hostRoute),
    'A virtual host and where it leads, where it is the only one.',
  ),
  HTTP_FRONTEND_ACL_WITH_AUTH: perPort(
    authKeys,
    lines(hostRule, authRule, `${askForPassword}host_{cleanedUpHostname} ${notAllowed}`, hostRoute),
    'The same with basic authentication.',
  ),
  HTTP_FRONTEND_ACL_WITH_PATH: perPort(
    pathKeys,
    lines(hostRule, pathRule, `${hostRoute} path_{backend}`),
    'The same with a path.',
  ),
  HTTP_FRONTEND_ACL_WITH_AUTH_AND_PATH: perPort(
    pathAndAuthKeys,
    lines(
      hostRule,
      authRule,
      pathRule,
      `${askForPassword}host_{cleanedUpHostname} path_{backend} ${notAllowed}`,
      `${hostRoute} path_{backend}`,
    ),
    'The same with both.',
  ),
  HTTP_FRONTEND_ACL_ONLY: perPort(
    vhostKeys,
    lines(hostRule),
    'One of several virtual hosts of a port; where they lead is said once, below.',
  ),
  HTTP_FRONTEND_ACL_ONLY_WITH_PATH: perPort(
    pathKeys,
    lines(pathRule),
    'The path of several virtual hosts.',
  ),
  HTTP_FRONTEND_ACL_ONLY_WITH_PATH_AND_AUTH: perPort(
    pathAndAuthKeys,
    lines(pathRule, authRule),
    'The same with basic authentication.',
  ),
  HTTP_FRONTEND_ROUTING_ONLY: perPort(
    vhostKeys,
    lines(hostRoute),
    'Where several virtual hosts lead.',
  ),
  HTTP_FRONTEND_ROUTING_ONLY_WITH_AUTH: perPort(
    authKeys,
    lines(authRule, `${askForPassword}host_{cleanedUpHostname} ${notAllowed}`, hostRoute),
    'The same with basic authentication.',
  ),
  HTTP_FRONTEND_ROUTING_ONLY_WITH_PATH: perPort(
    vhostKeys,
    lines(`${hostRoute} path_{backend}`),
    'The same with a path.',
  ),
  HTTP_FRONTEND_ROUTING_ONLY_WITH_PATH_AND_AUTH: perPort(
    authKeys,
    lines(
      `${askForPassword}host_{cleanedUpHostname} path_{backend} ${notAllowed}`,
      `${hostRoute} path_{backend}`,
    ),
    'The same with both.',
  ),
  HTTP_FRONTEND_APPID_ACL: perPort(
    ['cleanedUpAppId', 'hostname', 'appId', 'backend'],
    lines(
      '  acl app_{cleanedUpAppId} hdr(x-marathon-app-id) -i {appId}',
      '  use_backend {backend} if app_{cleanedUpAppId}',
    ),
    'An app id and where it leads.',
  ),
  HTTPS_FRONTEND_ACL: perPort(
    vhostKeys,
    lines(sniRoute),
    'A virtual host with TLS and where it leads.',
  ),
  HTTPS_FRONTEND_ACL_WITH_AUTH: perPort(
    authKeys,
    lines(authRule, `${askForPassword}${sni} ${notAllowed}`, sniRoute),
    'The same with basic authentication.',
  ),
  HTTPS_FRONTEND_ACL_ONLY_WITH_PATH: perPort(
    pathKeys,
    lines(pathRule),
    'The path of virtual hosts with TLS.',
  ),
  HTTPS_FRONTEND_ACL_WITH_PATH: perPort(
    vhostKeys,
    lines(`${sniRoute} path_{backend}`),
    'A virtual host with TLS and a path.',
  ),
  HTTPS_FRONTEND_ACL_WITH_AUTH_AND_PATH: perPort(
    authKeys,
    lines(
      authRule,
      `${askForPassword}${sni} path_{backend} ${notAllowed}`,
      `${sniRoute} path_{backend}`,
    ),
    'The same with basic authentication.',
  ),
  MAP_HTTP_FRONTEND_ACL: perPort(
    mapKeys,
    lines('  use_backend %[req.hdr(host),lower,field(1,:),map({haproxy_dir}/domain2backend.map)]'),
    'With --haproxy-map: all virtual hosts that need no more than to lead somewhere.',
  ),
  MAP_HTTP_FRONTEND_ACL_ONLY: perPort(
    mapKeys,
    lines('  use_backend %[req.hdr(host),lower,field(1,:),map({haproxy_dir}/domain2backend.map)]'),
    'The same where the first such port has several virtual hosts.',
  ),
  MAP_HTTP_FRONTEND_APPID_ACL: perPort(
    ['haproxy_dir'],
    lines('  use_backend %[req.hdr(x-marathon-app-id),lower,map({haproxy_dir}/app2backend.map)]'),
    'With --haproxy-map: all app ids.',
  ),
  MAP_HTTPS_FRONTEND_ACL: perPort(
    mapKeys,
    lines('  use_backend %[ssl_fc_sni,lower,map({haproxy_dir}/domain2backend.map)]'),
    'With --haproxy-map: all virtual hosts with TLS.',
  ),
  HTTP_BACKEND_PROXYPASS_GLUE: perPort(
    ['hostname', 'proxypath', 'proxypathPattern'],
    lines(
      '  http-request set-header Host {hostname}',
      "  http-request replace-path '^{proxypathPattern}/?(.*)' '/\\1'",
    ),
    'With HAPROXY_{n}_HTTP_BACKEND_PROXYPASS_PATH.',
  ),
  HTTP_BACKEND_REVPROXY_GLUE: perPort(
    ['hostname', 'hostnamePattern', 'rootpath'],
    lines(
      "  http-response replace-header Location '^(https?://{hostnamePattern}(:[0-9]+)?)?/.*' '{rootpath}'",
    ),
    'With HAPROXY_{n}_HTTP_BACKEND_REVPROXY_PATH.',
  ),
  HTTP_BACKEND_REDIR: perPort(
    ['hostname', 'redirpath'],
    lines(
      '  acl is_root path -i /',
      '  acl is_domain hdr(host) -i {hostname}',
      '  http-request redirect code 301 location {redirpath} if is_domain is_root',
    ),
    'With HAPROXY_{n}_HTTP_BACKEND_REDIR, which is no template itself.',
    { hasLabel: false },
  ),
  HTTP_BACKEND_NETWORK_ALLOWED_ACL: perPort(
    ['network_allowed'],
    lines('  acl network_allowed src {network_allowed}'),
    'One of the networks of HAPROXY_{n}_BACKEND_NETWORK_ALLOWED_ACL, mode http.',
  ),
  HTTP_BACKEND_ACL_ALLOW_DENY: global(
    lines('  http-request allow if network_allowed', '  http-request deny'),
    'Refuses other networks, mode http.',
    [],
    false,
  ),
  TCP_BACKEND_NETWORK_ALLOWED_ACL: perPort(
    ['network_allowed'],
    lines('  acl network_allowed src {network_allowed}'),
    'One of the networks of HAPROXY_{n}_BACKEND_NETWORK_ALLOWED_ACL, mode tcp.',
  ),
  TCP_BACKEND_ACL_ALLOW_DENY: global(
    lines('  tcp-request content accept if network_allowed', '  tcp-request content reject'),
    'Refuses other networks, mode tcp.',
    [],
    false,
  ),
} as const satisfies Readonly<Record<string, TemplateRow>>;

export type TemplateName = keyof typeof templateTable;

export const templateNames = Object.keys(templateTable) as readonly TemplateName[];

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templateTable, name);
}

/** Templates of the original that it never used. */
export const unusedTemplates: ReadonlySet<string> = new Set([
  'HTTPS_FRONTEND_AUTH_ACL_ONLY',
  'HTTPS_FRONTEND_AUTH_REQUEST_ONLY',
  'HTTPS_FRONTEND_ROUTING_ONLY_WITH_PATH_AND_AUTH',
]);
