/**
 * What the real HAProxy says of our files: for every published definition, for every label, and for
 * apps that nobody would write. It accepts them; and what it does refuse (words of a label that only
 * HAProxy knows the meaning of) is in lines of which we know the app, without which it accepts the
 * rest.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAppOfLine } from '../../../src/load-balancer/config/configuration.ts';
import type {
  Configuration,
  ConfigurationOptions,
} from '../../../src/load-balancer/config/configuration.ts';
import { cleanName } from '../../../src/load-balancer/config/server-names.ts';
import { balances } from '../../../src/load-balancer/labels/rules.ts';
import { portLabels } from '../../../src/load-balancer/labels/table.ts';
import { anApp, aTask, configure } from '../../../src/load-balancer/test-support.ts';
import type { Json } from '../../../src/load-balancer/test-support.ts';

const isInstalled = spawnSync('haproxy', ['-v']).status === 0;
const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;
const missing = isInstalled && canMakeCertificates ? '' : '(haproxy or openssl is not installed)';

let directory = '';

beforeAll(() => {
  if (missing !== '') return;
  directory = mkdtempSync(join(tmpdir(), 'marathon-lb-'));
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=*'];
  spawnSync('openssl', [...request, '-keyout', key, '-out', certificate]);
  const both = readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8');
  writeFileSync(join(directory, 'both.pem'), both);
  mkdirSync(join(directory, 'maps'));
});

afterAll(() => {
  if (directory !== '') rmSync(directory, { recursive: true });
});

interface Verdict {
  readonly isAccepted: boolean;
  /** Of lines that are refused; `undefined` for one that is nobody's. */
  readonly apps: readonly (string | undefined)[];
  readonly output: string;
}

/** Certificates of labels are not on this machine; any will do. */
function check(made: Configuration): Verdict {
  const file = join(directory, 'haproxy.cfg');
  const certificate = join(directory, 'both.pem');
  writeFileSync(file, made.text.replaceAll(/\bcrt \S+/g, `crt ${certificate}`));
  for (const { name, text } of made.files) writeFileSync(join(directory, 'maps', name), text);
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', file], { encoding: 'utf8' });
  const lines = [...stderr.matchAll(/ALERT.*haproxy\.cfg:(\d+)\]/g)].map(([, line]) =>
    Number(line),
  );
  const names = [...stderr.matchAll(/ALERT.* config: backend '([^']+)'/g)].map(([, name]) => name);
  return {
    isAccepted: status === 0,
    apps: [
      ...lines.map((line) => findAppOfLine(made.pieces, line)),
      ...names.map((name) => made.backends.find((backend) => backend.name === name)?.app),
    ],
    output: stderr,
  };
}

function expectAccepted(made: Configuration): void {
  const { isAccepted, output } = check(made);
  expect(isAccepted, output).toBe(true);
}

const variants: readonly Partial<ConfigurationOptions>[] = [
  {},
  { usesMaps: true },
  { groupsHttpsByVhost: true },
  { bindsHttpAndHttps: false, checksHealth: true },
];

const answers = readFileSync(new URL('written.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { name: string; form: string; apps: readonly unknown[] });

describe.skipIf(missing !== '')(`HAProxy accepts ${missing}`, () => {
  it.each(answers)('$name, $form', ({ apps, form }) => {
    for (const options of form === 'made' ? variants : variants.slice(0, 1)) {
      expectAccepted(configure(apps, { ...options, directory: join(directory, 'maps') }));
    }
  });

  it('a file without apps', () => {
    expectAccepted(configure([]));
  });

  it('the examples of all labels', () => {
    const apps = Object.entries(portLabels).map(([name, { example }], at) =>
      anApp(`/${cleanName(name)}`, {
        HAPROXY_0_VHOST: `h${at}.org`,
        HAPROXY_0_MODE: 'http',
        HAPROXY_0_PORT: String(20_000 + at),
        [`HAPROXY_0_${name}`]: example,
      }),
    );
    const made = configure(apps);
    expect(made.problems).toEqual([]);
    expect(made.backends).toHaveLength(apps.length);
    expectAccepted(made);
  });

  it('all balances', () => {
    const argument: Readonly<Record<string, string>> = {
      url_param: ' id',
      hdr: '(host)',
      'rdp-cookie': '(mstshash)',
      hash: ' src',
    };
    const apps = [...balances].map((balance, at) =>
      anApp(`/${balance}`, {
        HAPROXY_0_MODE: 'http',
        HAPROXY_0_PORT: String(20_000 + at),
        HAPROXY_0_BALANCE: balance + (argument[balance] ?? ''),
      }),
    );
    const made = configure(apps);
    expect(made.problems).toEqual([]);
    expectAccepted(made);
  });

  it('apps that nobody would write, but for what it names', () => {
    fc.assert(
      fc.property(
        fc.array(strangeApp, { maxLength: 8 }),
        fc.constantFrom(...variants),
        (apps, of) => {
          const excluded = new Set<string>();
          for (let round = 0; round <= apps.length; round++) {
            const options = { ...of, directory: join(directory, 'maps'), excluded };
            const verdict = check(configure(apps, options));
            if (verdict.isAccepted) return;
            expect(verdict.apps, verdict.output).not.toEqual([]);
            const named = verdict.apps.flatMap((app) => app ?? []);
            // The bind line of a virtual host may be made of labels of several apps, and names none.
            const mayNameNone = of.groupsHttpsByVhost === true;
            if (mayNameNone && named.length === 0) return;
            if (!mayNameNone) expect(verdict.apps, verdict.output).not.toContain(undefined);
            for (const app of named) excluded.add(app);
          }
          expect.unreachable('without the apps that it names, HAProxy accepts the file');
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

const port = fc.integer({ min: 9998, max: 10_003 });
const host = fc.constantFrom('a.example.org', 'b.example.org', 'a_example.org', '*.example.org');
const usable: Readonly<Record<string, fc.Arbitrary<string>>> = {
  VHOST: fc.array(host, { minLength: 1, maxLength: 3 }).map((hosts) => hosts.join(',')),
  PATH: fc.constantFrom('/a', '-i /a /b', '/a(b', '/[c', '/%20'),
  AUTH: fc.constantFrom('realm:user:$5$x$y', 'A realm:u:p'),
  PORT: port.map(String),
  MODE: fc.constantFrom('http', 'tcp'),
  BIND_OPTIONS: fc.constantFrom('accept-proxy', 'nonsense', 'ssl', 'name x maxconn 5'),
  BALANCE: fc.constantFrom('source', 'leastconn', 'roundrobin x', 'url_param'),
};

function valueOf(name: string): fc.Arbitrary<string> {
  const odd = fc.string({ unit: 'grapheme', maxLength: 20 });
  const example = portLabels[name as keyof typeof portLabels].example;
  return fc.oneof({ weight: 4, arbitrary: usable[name] ?? fc.constant(example) }, odd);
}

const labels = fc
  .subarray(Object.keys(portLabels).filter((name) => name !== 'GROUP' && name !== 'ENABLED'))
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, valueOf(name)]))));

const healthCheck = fc.record(
  {
    protocol: fc.constantFrom('HTTP', 'TCP', 'MESOS_HTTP', 'MESOS_HTTPS', 'COMMAND', 'ODD'),
    path: fc.oneof(fc.constant('/ping'), fc.webPath(), fc.string()),
    portIndex: fc.nat(2),
    port: fc.nat(65_535),
    intervalSeconds: fc.nat(),
    timeoutSeconds: fc.nat(),
    maxConsecutiveFailures: fc.nat(),
  },
  { requiredKeys: ['protocol'] },
);

const task = fc.record({
  id: fc.uuid(),
  host: fc.constantFrom('10.0.0.1', '10.0.0.2', 'fd00::1'),
  ports: fc.array(fc.integer({ min: -1, max: 70_000 }), { minLength: 1, maxLength: 3 }),
});

const strangeApp: fc.Arbitrary<Json> = fc
  .record({
    id: fc.constantFrom('/a', '/a/b', '/a_b', '/a.b', '/c-d', '/A', 'without/slash'),
    ports: fc.array(port, { minLength: 1, maxLength: 3 }),
    labels: fc.array(labels, { maxLength: 3 }),
    healthChecks: fc.array(healthCheck, { maxLength: 2 }),
    tasks: fc.array(task, { maxLength: 4 }),
  })
  .map(({ id, ports, labels: ofPorts, healthChecks, tasks }) =>
    anApp(
      id,
      Object.fromEntries(
        ofPorts.flatMap((of, index) =>
          Object.entries(of).map(([name, value]) => [`HAPROXY_${index}_${name}`, value]),
        ),
      ),
      {
        portDefinitions: ports.map((number) => ({ port: number })),
        healthChecks,
        tasks: tasks.map(({ id: taskId, ...fields }) => aTask(taskId, fields)),
      },
    ),
  );
