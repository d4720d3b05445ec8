/**
 * Templates of what a service port has for itself: users, frontend, backend, servers.
 */
import { lines, literalPerPort, perPort, section } from './row.ts';

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

const checkOptions =
  ' check inter {healthCheckIntervalSeconds}s fall {healthCheckFalls}{healthCheckPortOptions}';

export const portTemplates = {
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
      '  option redispatch 1',
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
  TCP_BACKEND_NETWORK_ALLOWED_ACL: perPort(
    ['network_allowed'],
    lines('  acl network_allowed src {network_allowed}'),
    'One of the networks of HAPROXY_{n}_BACKEND_NETWORK_ALLOWED_ACL, mode tcp.',
  ),
} as const;
