/**
 * Templates of what all apps share; they are given by files and variables only.
 */
import { global, lines, section } from './row.ts';

export const sharedTemplates = {
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
  HTTP_BACKEND_ACL_ALLOW_DENY: global(
    lines('  http-request allow if network_allowed', '  http-request deny'),
    'Refuses other networks, mode http.',
    [],
    false,
  ),
  TCP_BACKEND_ACL_ALLOW_DENY: global(
    lines('  tcp-request content accept if network_allowed', '  tcp-request content reject'),
    'Refuses other networks, mode tcp.',
    [],
    false,
  ),
} as const;
