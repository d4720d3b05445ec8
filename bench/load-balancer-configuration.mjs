/**
 * The load balancer with 1,000 apps and 10,000 servers: how long it takes from Marathon's answer to
 * the configuration of HAProxy, the first time and later.
 */
import { configuration } from '../dist/load-balancer/config/configure.js';
import { readApps } from '../dist/load-balancer/model/read-apps.js';
import { standardDefaultOptions } from '../dist/load-balancer/templates/head.js';
import { templates } from '../dist/load-balancer/templates/templates.js';
import { figure, quantile } from './tools/processes.mjs';

const rounds = Number(process.env.BENCH_REPEAT ?? 10);
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));

const options = {
  groups: ['external'],
  bindsHttpAndHttps: true,
  groupsHttpsByVhost: false,
  sslCertificates: ['/etc/ssl/cert.pem'],
  usesMaps: false,
  directory: '/etc/haproxy',
  isStrict: false,
  checksHealth: true,
  minServicePort: 10_050,
  maxServicePort: 10_100,
  addresses: new Map(),
  knownHealth: new Map(),
  excluded: new Set(),
};

const standard = templates(
  { files: new Map(), environment: new Map() },
  {
    statsSocket: '/tmp/haproxy.sock',
    control: '127.0.0.1:9092',
    statsBind: '*:9090',
    defaultOptions: standardDefaultOptions,
    globalLines: [],
    defaultsLines: [],
  },
);

/** Every second one with a virtual host, every fifth sticky, all with health checks. */
function app(at, servers) {
  return {
    id: `/shop/team-${at % 50}/service-${at}`,
    instances: servers,
    labels: {
      HAPROXY_GROUP: 'external',
      ...(at % 2 === 0 ? { HAPROXY_0_VHOST: `service-${at}.example.org` } : {}),
      ...(at % 5 === 0 ? { HAPROXY_0_STICKY: 'true', HAPROXY_0_MODE: 'http' } : {}),
    },
    networks: [{ mode: 'container/bridge' }],
    container: { portMappings: [{ containerPort: 80, servicePort: 11_000 + at }] },
    healthChecks: [{ protocol: 'HTTP', path: '/health', portIndex: 0 }],
    tasks: times(servers, (n) => ({
      id: `service-${at}.${n}`,
      host: `10.${at % 200}.${n}.1`,
      ports: [20_000 + at],
      state: 'TASK_RUNNING',
      healthCheckResults: [{ alive: true }],
    })),
  };
}

function measureConfiguration(apps, servers) {
  const answer = JSON.stringify({ apps: times(apps, (at) => app(at, servers)) });
  const once = () => {
    const started = performance.now();
    const read = readApps(JSON.parse(answer));
    const made = configuration(read.apps, options, standard);
    const ms = performance.now() - started;
    const count = made.backends.reduce((sum, backend) => sum + backend.servers.length, 0);
    if (count !== apps * servers) throw new Error(`${count} servers, not ${apps * servers}`);
    return ms;
  };
  const all = times(rounds, once);
  const size = `${apps} apps, ${apps * servers} servers`;
  const bar = '≤ 300';
  figure(`configuration, ${size}, the first`, all[0], 'ms', { bar });
  figure(`configuration, ${size}, median of ${rounds}`, quantile(all, 0.5), 'ms', { bar });
}

measureConfiguration(1000, 10);
