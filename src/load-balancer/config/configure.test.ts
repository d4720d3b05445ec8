import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aTask, anApp, configure } from '../test-support.ts';
import { findAppOfLine, render } from './configuration.ts';
import type { Configuration } from './configuration.ts';

function linesOf({ text }: Configuration, section: string): readonly string[] {
  const found = text.split(/\n(?=\S)/).find((part) => part.startsWith(`${section}\n`));
  return (found ?? '')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
}

function rulesBroken(made: Configuration): readonly string[] {
  return made.problems.map(({ app, label, value }) => `${app ?? ''} ${label} ${value}`);
}

describe('what is served', () => {
  it('a service port has a frontend and a backend with the tasks as servers', () => {
    const made = configure([
      anApp('/shop/web', {}, { tasks: [aTask('b', { host: '10.0.0.2' }), aTask('a')] }),
    ]);
    expect(linesOf(made, 'frontend shop_web_10000')).toEqual([
      'bind *:10000',
      'mode tcp',
      'use_backend shop_web_10000',
    ]);
    expect(linesOf(made, 'backend shop_web_10000')).toEqual([
      'balance roundrobin',
      'mode tcp',
      'server 10_0_0_1_31000 10.0.0.1:31000 id 28035',
      'server 10_0_0_2_31000 10.0.0.2:31000 id 30503',
    ]);
    expect(made.problems).toEqual([]);
  });

  it('apps of other groups are not, and their labels are not looked at', () => {
    const made = configure([anApp('/a', { HAPROXY_GROUP: 'internal', HAPROXY_0_PORT: 'x' })]);
    expect(made.backends).toEqual([]);
    expect(made.problems).toEqual([]);
  });

  it('a group of a port counts instead of that of the app', () => {
    const ports = { portDefinitions: [{ port: 1001 }, { port: 1002 }] };
    const tasks = { tasks: [aTask('a', { ports: [31_000, 31_001] })] };
    const app = anApp('/a', { HAPROXY_1_GROUP: 'internal' }, { ...ports, ...tasks });
    expect(configure([app]).backends.map(({ name }) => name)).toEqual(['a_1001']);
    expect(configure([app], { groups: ['internal'] }).backends.map(({ name }) => name)).toEqual([
      'a_1002',
    ]);
    expect(configure([app], { groups: ['*'] }).backends).toHaveLength(2);
  });

  it('with --strict-mode only ports that say so', () => {
    const apps = [anApp('/a'), anApp('/b', { HAPROXY_0_ENABLED: 'true', HAPROXY_0_PORT: '2' })];
    expect(configure(apps, { isStrict: true }).backends.map(({ name }) => name)).toEqual(['b_2']);
  });

  it('the balancer itself and apps that HAProxy refused are left out', () => {
    const apps = [
      anApp('/lb'),
      anApp('/bad', { HAPROXY_0_PORT: '1' }),
      anApp('/good', { HAPROXY_0_PORT: '2' }),
    ];
    const made = configure(apps, { frameworkName: 'lb', excluded: new Set(['/bad']) });
    expect(made.backends.map(({ app }) => app)).toEqual(['/good']);
  });

  it('the order of Marathon and of its tasks does not matter', () => {
    const tasks = [1, 2, 3].map((n) => aTask(`t${n}`, { host: `10.0.0.${n}` }));
    const apps = ['/c', '/a', '/b'].map((id, at) =>
      anApp(id, { HAPROXY_0_PORT: String(1000 + at), HAPROXY_0_VHOST: `h${at}.org` }, { tasks }),
    );
    const turned = apps.toReversed().map((app) => ({ ...app, tasks: tasks.toReversed() }));
    expect(configure(turned).text).toBe(configure(apps).text);
  });

  it('with --health-check only tasks that are alive, or were when last heard of', () => {
    const tasks = [
      aTask('alive', { ports: [1], healthCheckResults: [{ alive: false }, { alive: true }] }),
      aTask('dead', { ports: [2], healthCheckResults: [{ alive: false }] }),
      aTask('silent', { ports: [3] }),
      aTask('unknown', { ports: [4] }),
    ];
    const app = anApp('/a', {}, { tasks, healthChecks: [{ protocol: 'TCP', portIndex: 0 }] });
    const knownHealth = new Map([['silent', true]]);
    const [backend] = configure([app], { checksHealth: true, knownHealth }).backends;
    expect(backend?.servers.map(({ taskId }) => taskId)).toEqual(['alive', 'silent']);
    expect(configure([app]).backends[0]?.servers).toHaveLength(4);
  });

  it('agents with names are asked for at their addresses', () => {
    const app = anApp(
      '/a',
      {},
      { tasks: [aTask('t', { host: 'agent-1' }), aTask('u', { host: 'agent-2' })] },
    );
    const made = configure([app], { addresses: new Map([['agent-1', '10.1.1.1']]) });
    expect(made.backends[0]?.servers.map(({ name }) => name)).toEqual(['agent-1_10_1_1_1_31000']);
    expect(rulesBroken(made)).toEqual(['/a tasks u on agent-2']);
  });
});

describe('pieces', () => {
  const apps = [
    anApp('/a', { HAPROXY_0_VHOST: 'a.org', HAPROXY_0_PORT: '1' }),
    anApp('/b', { HAPROXY_0_VHOST: 'b.org', HAPROXY_0_PORT: '2' }),
  ];

  it('lines know their apps', () => {
    const made = configure(apps);
    const lines = made.text.split('\n');
    const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;
    expect(findAppOfLine(made.pieces, lineOf('hdr(host) -i a.org'))).toBe('/a');
    expect(findAppOfLine(made.pieces, lineOf('ssl_fc_sni -i b.org'))).toBe('/b');
    expect(
      findAppOfLine(
        made.pieces,
        lines.lastIndexOf(lines.find((l) => l.includes('server 10')) ?? '') + 1,
      ),
    ).toBe('/b');
    expect(findAppOfLine(made.pieces, lineOf('listen stats'))).toBeUndefined();
    expect(findAppOfLine(made.pieces, lines.length + 5)).toBeUndefined();
  });

  it('the skeleton stays when servers come and go, and nothing else', () => {
    const more = apps.map((app) => ({ ...app, tasks: [aTask('x', { ports: [5] }), aTask('y')] }));
    expect(configure(more).skeleton).toBe(configure(apps).skeleton);
    expect(configure(more).text).not.toBe(configure(apps).text);
    expect(configure(apps.slice(1)).skeleton).not.toBe(configure(apps).skeleton);
  });

  it('servers can be written in another way', () => {
    const { pieces } = configure(apps);
    const text = render(pieces, ({ name, servers }) => `# ${name} ${servers.length}\n`);
    expect(text).toContain('# a_1 1\n');
    expect(text).not.toContain('server 10');
  });
});

describe('what cannot be used', () => {
  it('two apps on one service port: the first has it, the other keeps its virtual host', () => {
    const made = configure([
      anApp('/b', { HAPROXY_0_VHOST: 'b.org' }),
      anApp('/a', { HAPROXY_0_VHOST: 'a.org' }),
    ]);
    expect(made.frontends.filter(({ port }) => port === 10_000).map(({ app }) => app)).toEqual([
      '/a',
    ]);
    expect(made.backends.map(({ name }) => name)).toEqual(['a_10000', 'b_10000']);
    expect(made.problems).toEqual([
      {
        app: '/b',
        label: 'servicePort',
        rule: 'must be a port that nothing else has, but a_10000 has it',
        value: '10000',
        effect: 'the port has no frontend of its own',
      },
    ]);
  });

  it('ports of the balancer itself are taken, unless it does not bind them', () => {
    const apps = [
      anApp('/a', { HAPROXY_0_PORT: '80' }),
      anApp('/b', { HAPROXY_0_PORT: '443' }),
      anApp('/c', { HAPROXY_0_PORT: '9090' }),
      anApp('/d', { HAPROXY_0_PORT: '9091' }),
    ];
    const own = (made: Configuration) => made.frontends.flatMap(({ app }) => app ?? []);
    expect(own(configure(apps))).toEqual([]);
    expect(own(configure(apps, { bindsHttpAndHttps: false }))).toEqual(['/a', '/b']);
  });

  it('ids that are one name to HAProxy: the second is left out', () => {
    const made = configure([anApp('/a/b'), anApp('/a_b')]);
    expect(made.backends.map(({ app }) => app)).toEqual(['/a/b']);
    expect(rulesBroken(made)).toEqual(['/a_b servicePort 10000']);
  });

  it('labels of ports that the app does not have (any more), and misspelt ones', () => {
    const made = configure([
      anApp('/a', { HAPROXY_1_VHOST: 'x.org', HAPROXY_0_VHOSTS: 'y', HAPROXY_GRUOP: 'z' }),
    ]);
    expect(rulesBroken(made).toSorted()).toEqual([
      '/a HAPROXY_0_VHOSTS y',
      '/a HAPROXY_1_VHOST x.org',
      '/a HAPROXY_GRUOP z',
    ]);
    expect(made.backends).toHaveLength(1);
  });

  it.each([
    ['VHOST', 'a.org\n  use_backend secret'],
    ['VHOST', 'a.org if TRUE'],
    ['VHOST', 'a.org#'],
    ['PATH', '/x" }'],
    ['PATH', '/x\nfrontend y'],
    ['PATH', '-f /etc/passwd'],
    ['BALANCE', 'roundrobin\n  server x 1.2.3.4:5'],
    ['BIND_OPTIONS', "ssl 'x"],
    ['BIND_ADDR', '*:1,*'],
    ['SSL_CERT', '/x verify none'],
    ['HTTP_BACKEND_REDIR', '/x if { src 1.1.1.1 }'],
    ['HTTP_BACKEND_PROXYPASS_PATH', "/x' '/y"],
    ['HTTP_BACKEND_REVPROXY_PATH', '/%[src]'],
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['MODE', 'udp'],
    ['BACKEND_WEIGHT', '0x10'],
    ['BACKEND_HEALTHCHECK_PORT_INDEX', '-1'],
    ['STICKY', 'perhaps'],
  ])('%s=%j is a problem of its own, and the app is served without it', (name, value) => {
    const label = `HAPROXY_0_${name}`;
    const hosted = name === 'VHOST' ? {} : { HAPROXY_0_VHOST: 'ok.org' };
    const made = configure([
      anApp('/a', { ...hosted, [label]: value }),
      anApp('/b', { HAPROXY_0_PORT: '2' }),
    ]);
    expect(made.problems).toMatchObject([{ app: '/a', label, value }]);
    expect(made.backends.map(({ app }) => app)).toEqual(['/a', '/b']);
    for (const line of value.split('\n').slice(1)) expect(made.text).not.toContain(line);
    const without = configure([
      anApp('/a', { ...hosted, HAPROXY_0_MODE: 'http' }),
      anApp('/b', { HAPROXY_0_PORT: '2' }),
    ]);
    expect(made.text).toBe(without.text);
  });

  it.each([
    ['AUTH', 'user:password'],
    ['AUTH', 'realm:user:pass word'],
    ['AUTH', 'realm"x:user:password'],
    ['BACKEND_NETWORK_ALLOWED_ACL', '10.0.0.0/33'],
    ['ENABLED', '1'],
  ])('%s=%j closes the port rather than open it', (name, value) => {
    const labels = { HAPROXY_0_VHOST: 'ok.org', [`HAPROXY_0_${name}`]: value };
    const made = configure([anApp('/a', labels), anApp('/b', { HAPROXY_0_PORT: '2' })]);
    expect(made.backends.map(({ app }) => app)).toEqual(['/b']);
    expect(made.problems).toMatchObject([{ app: '/a', effect: 'the port is left out' }]);
  });

  it('what makes no sense without a virtual host', () => {
    const names = [
      'PATH',
      'REDIRECT_TO_HTTPS',
      'HTTP_BACKEND_REDIR',
      'HTTP_BACKEND_PROXYPASS_PATH',
    ];
    const values = ['/x', 'true', '/x', '/x'];
    const labels = {
      HAPROXY_0_MODE: 'http',
      ...Object.fromEntries(names.map((name, at) => [`HAPROXY_0_${name}`, values[at]])),
    };
    expect(
      configure([anApp('/a', labels)])
        .problems.map(({ label }) => label)
        .toSorted(),
    ).toEqual(names.map((name) => `HAPROXY_0_${name}`).toSorted());
  });

  it('what makes no sense in mode tcp, where a virtual host would be refused by HAProxy', () => {
    const labels = {
      HAPROXY_0_MODE: 'tcp',
      HAPROXY_0_VHOST: 'a.org',
      HAPROXY_0_STICKY: 'true',
      HAPROXY_0_USE_HSTS: 'false',
    };
    const made = configure([anApp('/a', labels)]);
    expect(made.problems.map(({ label }) => label)).toEqual([
      'HAPROXY_0_VHOST',
      'HAPROXY_0_STICKY',
    ]);
    expect(made.text).toBe(configure([anApp('/a')]).text);
  });

  it('a hundred wrong labels are twenty problems', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`HAPROXY_0_NONSENSE${at}`, 'x']),
    );
    expect(configure([anApp('/a', labels)]).problems).toHaveLength(20);
  });

  it('two servers of one name, by a template that does not tell them apart', () => {
    const label = 'HAPROXY_0_BACKEND_SERVER_OPTIONS';
    const tasks = { tasks: [aTask('t'), aTask('u', { host: '10.0.0.2' })] };
    const made = configure([anApp('/a', { [label]: '  server web {host_ipv4}:{port}' }, tasks)]);
    expect(linesOf(made, 'backend a_10000').slice(2)).toEqual(['server web 10.0.0.1:31000']);
    expect(made.problems).toMatchObject([{ app: '/a', label }]);
    const fixed = configure([anApp('/a', { [label]: '  server web db.example.org:1\n' }, tasks)]);
    expect(linesOf(fixed, 'backend a_10000').slice(2)).toEqual(['server web db.example.org:1']);
    expect(fixed.problems).toEqual([]);
  });
});

it('whatever one app says, the others are written as if it were not there', () => {
  const names = ['VHOST', 'PATH', 'AUTH', 'BALANCE', 'BIND_OPTIONS', 'SSL_CERT', 'MODE', 'STICKY'];
  const others = [
    anApp('/a', { HAPROXY_0_VHOST: 'a.org', HAPROXY_0_PORT: '1' }),
    anApp('/z', { HAPROXY_0_VHOST: 'z.org', HAPROXY_0_PORT: '2' }),
  ];
  const labels = fc.dictionary(
    fc.constantFrom(...names.map((name) => `HAPROXY_0_${name}`)),
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('x\ny', 'true', 'm.org', '/p', 'r:u:p'),
    ),
  );
  fc.assert(
    fc.property(labels, (given) => {
      const with3 = configure([...others, anApp('/m', given)]);
      const only2 = configure(others);
      const withoutM = with3.pieces.filter(({ app }) => app !== '/m');
      expect(render(withoutM)).toBe(only2.text);
    }),
  );
});
