/**
 * Foreign clients come from their registries into a cache outside of this tree, once for each
 * machine. What cannot be had (no toolchain, no network) is a reason to skip, not to fail.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
