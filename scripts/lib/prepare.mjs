/**
 * From a fresh clone to something that runs: installs what package-lock.json lists and compiles
 * src/ to dist/. Both look first whether there is anything to do, so that a second `npm start`
 * starts at once.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { refreshGitFacts, writeBuildFacts } from './build-facts.mjs';
import { logPlaces } from './log-places.mjs';
import { inRoot, root, run, say, seconds } from './shell.mjs';

const stampPath = inRoot('dist', '.built');
const factsPath = inRoot('dist', 'build.json');
const programs = inRoot('dist', 'programs');

/** Installed means: every package of the lock file that is not for other platforms is there. */
export function isInstalled() {
  const installed = readJson(inRoot('node_modules', '.package-lock.json'))?.packages;
  const wanted = readJson(inRoot('package-lock.json'))?.packages;
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || installed[path]?.version === version,
  );
}

export async function ensureInstalled() {
  if (isInstalled()) return;
  const started = performance.now();
  say('Installing what package-lock.json lists (npm ci) …');
  // No dependency needs its install script: classic-level brings its binaries along.
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { code, output } = await run('npm', args, { env: registrySettings() });
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
  say(`Installed in ${seconds(started)}.`);
}

/** Those who reach their packages through a mirror say so in npm's environment variables. */
function registrySettings() {
  const names =
    /^npm_config_(.*registry|.*proxy|cafile|strict_ssl|cache|userconfig|globalconfig)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name)));
}

export async function ensureBuilt() {
  const state = sourceState();
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === state) {
    refreshGitFacts(root, factsPath);
    return;
  }
  const started = performance.now();
  say('Compiling src/ to dist/ …');
  removeOrphans();
  const { code, output } = await run('tsc', ['-p', 'tsconfig.build.json']);
  if (code !== 0) throw new Error(`The compiler reports:\n${output}`);
  copyAssets();
  await bundlePrograms();
  await buildPages();
  writeBuildFacts(root, factsPath);
  writeFileSync(stampPath, state);
  say(`Compiled in ${seconds(started)}.`);
}

/** A text that changes whenever a source file is changed, added or removed. */
function sourceState() {
  const configs = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((f) =>
    inRoot(f),
  );
  const paths = [
    ...configs,
    ...filesBelow(inRoot('scripts', 'lib')),
    ...filesBelow(inRoot('src')).filter((path) => !isTest(path)),
    ...filesBelow(inRoot('ui')).filter((path) => !isTest(path)),
  ];
  const newestMs = paths.reduce((newest, path) => Math.max(newest, statSync(path).mtimeMs), 0);
  return `${paths.length} files, newest ${newestMs}\n`;
}

const isTest = (path) => path.endsWith('.test.ts');

/**
 * Each program once more as a few large files: a program of 400 modules spends a third of its start
 * on finding and linking them. Tests, the SDKs and the bench use the modules themselves. Made of the
 * sources, because log lines name places in them.
 */
async function bundlePrograms() {
  const { build } = await import('rolldown');
  rmSync(programs, { recursive: true, force: true });
  await build({
    input: {
      'mesos-master': inRoot('src', 'master', 'main.ts'),
      'mesos-agent': inRoot('src', 'agent', 'main.ts'),
      // Started by the agent, from the files beside its own.
      'mesos-io-switchboard': inRoot('src', 'containers', 'io', 'main.ts'),
      'mesos-logrotate-logger': inRoot('src', 'containers', 'io', 'logrotate', 'main.ts'),
      'mesos-check-probe': inRoot('src', 'executor', 'checks', 'check-probe-main.ts'),
      'mesos-execute': inRoot('src', 'cli', 'execute.ts'),
      'mesos-local': inRoot('src', 'cli', 'local.ts'),
      marathon: inRoot('src', 'marathon', 'main.ts'),
      'mesos-dns': inRoot('src', 'dns', 'main.ts'),
      'marathon-lb': inRoot('src', 'load-balancer', 'main.ts'),
      zdd: inRoot('src', 'load-balancer', 'zdd', 'main.ts'),
    },
    plugins: [logPlaces(inRoot('src'))],
    platform: 'node',
    // Packages stay where they are: one of them is native.
    external: (id) => !/^[./]/.test(id),
    logLevel: 'warn',
    output: {
      // As deep as the modules are: some of them look for files beside the package.
      dir: programs,
      entryFileNames: '[name].js',
      chunkFileNames: 'shared-[hash].js',
      sourcemap: true,
    },
  });
}

/** The web pages, each file compressed ahead as well. */
async function buildPages() {
  const { build } = await import('vite');
  await build({ configFile: inRoot('ui', 'vite.config.js'), logLevel: 'warn' });
  for (const path of filesBelow(inRoot('dist', 'ui'))) {
    if (!/\.(html|js|css|svg)$/.test(path)) continue;
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

/** Files in src/ that are no TypeScript (shell scripts of containers) are needed beside the code. */
function copyAssets() {
  for (const path of filesBelow(inRoot('src'))) {
    if (path.endsWith('.ts')) continue;
    const target = path.replace(inRoot('src'), inRoot('dist'));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
  }
}

/** Removes what was compiled from sources that are no longer there. */
function removeOrphans() {
  if (!existsSync(inRoot('dist'))) return;
  for (const path of filesBelow(inRoot('dist'))) {
    if (!/\.(js|d\.ts)$/.test(path)) continue;
    // What is bundled is made anew as a whole.
    if (path.startsWith(programs) || path.startsWith(inRoot('dist', 'ui'))) continue;
    const source = path.replace(inRoot('dist'), inRoot('src')).replace(/\.(js|d\.ts)$/, '.ts');
    if (!existsSync(source)) for (const old of [path, `${path}.map`]) rmSync(old, { force: true });
  }
}

export function filesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Runs a script's main function; a failure is a message and exit code 1, not a stack. */
export async function main(work) {
  process.chdir(root);
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
