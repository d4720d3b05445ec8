/**
 * Templates of the rules that lead from virtual hosts and app ids to backends.
 */
import { lines, perPort } from './row.ts';

const vhostKeys = ['cleanedUpHostname', 'hostname', 'appId', 'backend', 'bindAddr'];
const pathKeys = [...vhostKeys, 'path'];
const authKeys = [...vhostKeys, 'realm'];
const pathAndAuthKeys = [...vhostKeys, 'path', 'realm'];
const mapKeys = ['haproxy_dir', 'hostname'];
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
export const vhostTemplates = {
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
} as const;
