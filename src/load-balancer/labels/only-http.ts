/**
 * Labels that mean something to HTTP only. A port of mode tcp is served without them: HAProxy
 * would refuse a virtual host that leads to such a port, and ignore the others.
 */
import type { ProblemLog } from '../problem.ts';
import type { PortLabels, PortSettings } from './port-settings.ts';
import { portLabels } from './table.ts';
import type { PortLabel } from './table.ts';

const onlyHttp: readonly PortLabel[] = [
  'VHOST',
  'PATH',
  'AUTH',
  'REDIRECT_TO_HTTPS',
  'STICKY',
  'USE_HSTS',
  'HTTP_BACKEND_PROXYPASS_PATH',
  'HTTP_BACKEND_REVPROXY_PATH',
  'HTTP_BACKEND_REDIR',
];

export function withoutHttp(
  settings: PortSettings,
  labels: PortLabels,
  index: number,
  log: ProblemLog,
): PortSettings {
  for (const name of onlyHttp) {
    const value = labels.get(name);
    // What was wrong anyway has been said, and false is what holds.
    if (value === undefined || !hasEffect(name, value)) continue;
    log.add({
      label: `HAPROXY_${index}_${name}`,
      rule: 'must be of a port of mode http',
      value,
      effect: `instead: ${portLabels[name].standard}`,
    });
  }
  const { path: _path, credentials: _credentials, ...rest } = settings;
  return { ...rest, hosts: [], redirectsToHttps: false, isSticky: false };
}

function hasEffect(name: PortLabel, value: string): boolean {
  const read = portLabels[name].rule.read(value);
  return read !== undefined && read !== false;
}
