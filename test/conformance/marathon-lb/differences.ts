/**
 * Where ours is not what the original wrote, and why. Each is also in docs/api/marathon-lb.md.
 */
import type { Written } from './written.ts';

interface Difference {
  readonly why: string;
  /** Of which cases; all without it. */
  readonly of?: RegExp;
  readonly options?: readonly string[];
  readonly change: (theirs: Written) => Written;
}

const all: readonly Difference[] = [
  {
    why: 'HAProxy 2 has other names for the same things',
    change: (theirs) =>
      inText(theirs, [
        ['req_ssl_sni ', 'req.ssl_sni '],
        ['regsub(:.*$,,)', 'field(1,:)'],
      ]),
  },
  {
    why: 'the mode of loops from one frontend to another is said, not left to HAProxy',
    options: ['grouped'],
    change: (theirs) => ({
      ...theirs,
      backends: theirs.backends.map((backend) => ({ ...backend, mode: backend.mode || 'tcp' })),
    }),
  },
  {
    why: 'HAProxy 2 takes no two servers of one name: a template that says the same for each task is written once',
    of: /flink-k8s/,
    change: (theirs) => ({
      ...theirs,
      backends: theirs.backends.map((backend) => ({
        ...backend,
        servers: [...new Set(backend.servers)],
      })),
    }),
  },
  {
    why: 'a text without a last newline gets one, or the next server would be in its line',
    of: /consul/,
    change: (theirs) => ({
      ...theirs,
      backends: theirs.backends.map((backend) => ({
        ...backend,
        servers: backend.servers.flatMap((line) => [...new Set(line.split('  server '))]),
      })),
    }),
  },
  {
    why: 'port 80 belongs to virtual hosts: two frontends on it would each get half of the connections',
    of: /beer-demo/,
    options: ['standard', 'maps', 'health'],
    change: (theirs) => ({
      ...theirs,
      frontends: theirs.frontends.filter(({ name }) => name !== 'beer_service_80'),
    }),
  },
  {
    why: '<publicSlaveELBHostname> is no host name: a problem of the app, which is served at its port',
    of: /clair/,
    options: ['standard', 'maps', 'health'],
    change: (theirs) => ({
      ...theirs,
      frontends: theirs.frontends.map((frontend) =>
        /^marathon_https?_in$/.test(frontend.name) ? { ...frontend, routes: [] } : frontend,
      ),
      ...(theirs.maps === undefined ? {} : { maps: { ...theirs.maps, 'domain2backend.map': '' } }),
    }),
  },
];

export function differences(name: string, options: string, theirs: Written): Written {
  return all
    .filter((of) => of.of?.test(name) ?? true)
    .filter((of) => of.options?.includes(options) ?? true)
    .reduce((written, { change }) => change(written), theirs);
}

function inText(written: Written, changes: readonly (readonly [string, string])[]): Written {
  const text = changes.reduce(
    (json, [from, to]) => json.replaceAll(from, to),
    JSON.stringify(written),
  );
  return JSON.parse(text) as Written;
}
