/**
 * Adds to package-lock.json the packages for other platforms that npm left out. `npm install` against
 * a registry that has only some of them forgets the others, and `npm ci` then refuses the lock file.
 * Run it after changing a dependency: node scripts/complete-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { inRoot, say } from './lib/shell.mjs';

const path = inRoot('package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = [];

for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] !== undefined || lock.packages[`${owner}/${place}`] !== undefined)
      continue;
    // Of a range the least version, which is one for certain.
    const least = version.replace(/^[~^]/, '');
    lock.packages[place] = { version: least, ...platformOf(name), dev: entry.dev, optional: true };
    added.push(name);
  }
}

/** Such packages have their platform in their names: @oxlint/binding-linux-arm64-musl. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const one = (known) => known.filter((word) => words.includes(word)).slice(0, 1);
  const os = one(['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']);
  const cpu = one(['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']);
  // One for all processors of a system: napi-windows-process-start-time.
  if (words.includes('windows')) return { os: ['win32'] };
  if (os.length === 0 || cpu.length === 0) throw new Error(`No platform in the name ${name}`);
  if (os[0] !== 'linux') return { os, cpu };
  return { os, cpu, libc: [name.includes('musl') ? 'musl' : 'glibc'] };
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([left], [right]) => (left < right ? -1 : 1)),
);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
say(`Added ${added.length} packages for other platforms: ${added.join(', ')}`);
