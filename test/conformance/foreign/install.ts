/**
 * Foreign clients come from their registries into a cache outside of this tree, once for each
 * machine. What cannot be had (no toolchain, no network) is a reason to skip, not to fail.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Installed = { readonly directory: string } | { readonly missing: string };

const cache = join(tmpdir(), 'altiplano-foreign-clients');
const longestInstallMs = 300_000;
const shownOutputCharacters = 300;

/** What the program printed; its end, as an error, when it failed. */
function run(command: string, args: readonly string[], cwd: string, env: object = {}): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: longestInstallMs,
  });
  if (error !== undefined) throw new Error(`${command} does not run: ${error.message}`);
  if (status === 0) return stdout;
  const output = `${stdout}${stderr}`.trim().slice(-shownOutputCharacters);
  throw new Error(`${command} ${args[0]} failed: ${output}`);
}

/** Runs `install` in a directory that is kept when it succeeds. */
function installOnce(name: string, install: (directory: string) => void): Installed {
  const directory = join(cache, name);
  const stamp = join(directory, 'installed');
  if (existsSync(stamp)) return { directory };
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  try {
    install(directory);
    writeFileSync(stamp, '');
    return { directory };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

export const installMesosFramework = (): Installed =>
  installOnce('npm-mesos-framework-0.5.3', (directory) => {
    writeFileSync(join(directory, 'package.json'), '{"private":true}');
    const args = [
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      'mesos-framework@0.5.3',
    ];
    run('npm', args, directory);
  });

/**
 * pymesos needs http-parser, whose C part does not compile with Python 3.11 and later. It has the
 * same in Python, which it falls back to, and that needs no installation.
 */
export const installPymesos = (): Installed =>
  installOnce('pypi-pymesos-0.3.15', (directory) => {
    const pip = (...args: string[]): string =>
      run('python3', ['-m', 'pip', '--disable-pip-version-check', ...args], directory);
    const packages = ['pymesos==0.3.15', 'six', 'addict', 'kazoo'];
    pip('install', '--quiet', '--no-deps', '--target', directory, ...packages);
    const sources = join(directory, 'sources');
    pip(
      'download',
      '--quiet',
      '--no-deps',
      '--no-binary',
      ':all:',
      '-d',
      sources,
      'http-parser==0.9.0',
    );
    run('tar', ['-xzf', join(sources, readdirSync(sources)[0]!), '-C', sources], directory);
    const unpacked = join(sources, 'http-parser-0.9.0', 'http_parser');
    cpSync(unpacked, join(directory, 'http_parser'), {
      recursive: true,
      filter: (path) => !/\.(so|c|h|pyx)$/.test(path),
    });
  });

/** Versions of the time of mesos-go: later ones of its dependencies have other APIs. */
const goModule = `module foreign

go 1.21

require (
\tgithub.com/gogo/protobuf v1.3.2
\tgithub.com/mesos/mesos-go v0.0.11
\tgithub.com/pborman/uuid v1.2.1
\tgithub.com/pquerna/ffjson v0.0.0-20190930134022-aa0246cd15f7
\tgithub.com/prometheus/client_golang v0.9.4
)
`;

export const installMesosGo = (): Installed =>
  installOnce('go-mesos-go-0.0.11', (directory) => {
    writeFileSync(join(directory, 'go.mod'), goModule);
    const programs = ['scheduler', 'executor'].map(
      (name) => `github.com/mesos/mesos-go/api/v1/cmd/example-${name}`,
    );
    run('go', ['build', '-o', `${directory}/`, ...programs], directory, { GOFLAGS: '-mod=mod' });
  });

const goDetectorModule = `module foreign

go 1.21

require (
\tgithub.com/gogo/protobuf v1.3.2
\tgithub.com/golang/glog v1.2.0
\tgithub.com/mesos/mesos-go v0.0.11
\tgithub.com/pborman/uuid v1.2.1
\tgithub.com/samuel/go-zookeeper v0.0.0-20201211165307-7117e9ea2414
)
`;

/** The detector of older programs (mesos-dns among them), built with a main function of ours. */
export const installMesosGoDetector = (source: string): Installed =>
  installOnce('go-mesos-go-detector-0.0.11', (directory) => {
    writeFileSync(join(directory, 'go.mod'), goDetectorModule);
    cpSync(source, join(directory, 'main.go'));
    run('go', ['build', '-o', 'detector', '.'], directory, { GOFLAGS: '-mod=mod' });
  });

const pipInstall = (directory: string, ...packages: string[]): void => {
  const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-deps'];
  run('python3', [...pip, '--target', directory, ...packages], directory);
};

export const installMarathonPython = (): Installed =>
  installOnce('pypi-marathon-0.13.0', (directory) => {
    const needed = ['requests==2.32.3', 'requests-toolbelt==1.0.0', 'urllib3==2.2.3'];
    pipInstall(directory, 'marathon==0.13.0', ...needed, 'idna', 'certifi', 'charset_normalizer');
  });

/** The command line of DC/OS 1.10: without what it needs for its other commands. */
export const installDcosCli = (): Installed =>
  installOnce('pypi-dcoscli-0.6.1', (directory) => {
    const needed = ['docopt==0.6.2', 'jsonschema==2.6.0', 'pager==3.3', 'prettytable==0.7.2'];
    const others = ['PyJWT==1.4.2', 'pygments==2.18.0', 'sseclient==0.0.19', 'retrying==1.3.3'];
    const http = ['requests==2.32.3', 'urllib3==2.2.3', 'idna', 'certifi', 'charset_normalizer'];
    const small = ['six', 'toml==0.10.2', 'pkginfo==1.2.1', 'setuptools==75.8.0'];
    pipInstall(directory, 'dcos==0.6.1', 'dcoscli==0.6.1', ...needed, ...others, ...http, ...small);
  });

export const installMarathonNode = (): Installed =>
  installOnce('npm-marathon-node-1.1.0', (directory) => {
    writeFileSync(join(directory, 'package.json'), '{"private":true}');
    const quietly = ['--no-audit', '--no-fund', '--ignore-scripts'];
    run('npm', ['install', ...quietly, 'marathon-node@1.1.0'], directory);
  });

const goMarathonModule = `module foreign

go 1.21

require (
\tgithub.com/donovanhide/eventsource v0.0.0-20210830082556-c59027999da0
\tgithub.com/gambol99/go-marathon v0.7.1
\tgithub.com/google/go-querystring v1.2.0
)
`;

/** With a main function of ours, of which there is one program for each version. */
export const installGoMarathon = (source: string): Installed =>
  installOnce(`go-marathon-0.7.1-${textHash(source)}`, (directory) => {
    writeFileSync(join(directory, 'go.mod'), goMarathonModule);
    cpSync(source, join(directory, 'main.go'));
    run('go', ['build', '-o', 'client', '.'], directory, { GOFLAGS: '-mod=mod' });
  });

/** Unpacked from its package, not installed: nothing may run as a service for it. */
export const installPrometheus = (): Installed =>
  installOnce('debian-prometheus', (directory) => {
    run('apt-get', ['download', '-q', 'prometheus'], directory);
    const archive = readdirSync(directory).find((name) => name.endsWith('.deb'));
    run('dpkg', ['-x', join(directory, archive!), directory], directory);
  });

function textHash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
}
