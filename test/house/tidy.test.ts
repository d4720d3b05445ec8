/** Small promises to the reader: length, an opening sentence, true ledgers, links that lead somewhere. */
import { posix } from 'node:path';

import { describe, expect, it } from 'vitest';

import { lengthExemptions, maxFileLines } from './rules.ts';
import {
  codeOnly,
  exists,
  filesBelow,
  importsOf,
  isGenerated,
  ownSources,
  read,
} from './sources.ts';

interface PackageFile {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const packageFile = JSON.parse(read('package.json')) as PackageFile;

describe('source files', () => {
  const written = ['src', 'ui', 'test', 'scripts', 'bench']
    .flatMap(filesBelow)
    .filter((path) => /\.(tsx?|mjs|sh)$/.test(path) && !isGenerated(path));

  it(`have at most ${maxFileLines} lines`, () => {
    const long = written
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > maxFileLines && lengthExemptions[path] === undefined);
    expect(long).toEqual([]);
  });

  it('open with a comment that says what they are about', () => {
    const pages = filesBelow('ui/src').filter((path) => /(?<!\.test)\.tsx?$/.test(path));
    expect(
      [...ownSources, ...pages].filter((path) => !/^(#![^\n]*\n)?\/[/*]/.test(read(path))),
    ).toEqual([]);
  });

  it('have no TODO left in them', () => {
    expect(
      written.filter((path) => /\b(TODO|FIXME|XXX)\b/.test(read(path)) && path !== here),
    ).toEqual([]);
  });

  const here = 'test/house/tidy.test.ts';
});

describe('the check for identifiers', () => {
  it('does not look into comments, strings and regular expressions', () => {
    const text = "const a = 'Date'; // Date\nconst b = /Date'/.test(x); /* await */ new Date();";
    expect(codeOnly(text).match(/Date|await/g)).toEqual(['Date']);
    expect(codeOnly(text).split('\n').length).toBe(2);
  });
});

describe('dependencies', () => {
  const installed = Object.keys({ ...packageFile.dependencies, ...packageFile.devDependencies });

  it('are the ones that docs/dependencies.md gives reasons for', () => {
    const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)`/gm)].map(
      ([, name]) => name!,
    );
    expect(rows.toSorted()).toEqual(installed.toSorted());
  });

  it('of the programs are no development dependencies', () => {
    const wrong = ownSources.flatMap((path) =>
      importsOf(path)
        .filter((name) => !name.startsWith('src/') && !name.startsWith('node:'))
        .filter((name) => packageFile.dependencies[packageOf(name)] === undefined)
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('package-lock.json', () => {
  interface Locked {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }

  it('has the packages of all platforms (else run scripts/complete-lock.mjs)', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Readonly<Record<string, Locked>>;
    };
    const missing = Object.entries(packages).flatMap(([owner, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .map((name) => `node_modules/${name}`)
        .filter((at) => packages[at] === undefined && packages[`${owner}/${at}`] === undefined),
    );
    expect(missing).toEqual([]);
  });
});

/** "@scope/name" of "@scope/name/file.js". */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('documents', () => {
  const pages = [
    ...filesBelow('docs'),
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
  ];

  it('link only to what is there', () => {
    const broken = pages
      .filter((page) => page.endsWith('.md'))
      .flatMap((page) =>
        [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
          .map(([, target]) => posix.join(posix.dirname(page), target!))
          .filter((target) => !exists(target))
          .map((target) => `${page} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('that everybody reads stay short: what grows gets a page of its own', () => {
    const longest = { 'ARCHITECTURE.md': 250, 'CONTRIBUTING.md': 100, 'docs/principles.md': 60 };
    const long = Object.entries(longest).filter(
      ([path, most]) => read(path).trimEnd().split('\n').length > most,
    );
    expect(long).toEqual([]);
  });

  it('tell in CHANGELOG.md what is in this version', () => {
    expect(read('CHANGELOG.md')).toContain(`## ${packageFile.version}`);
  });

  it('list every decision record in the README of decisions', () => {
    const list = read('docs/decisions/README.md');
    const records = filesBelow('docs/decisions').filter((path) => !path.endsWith('README.md'));
    expect(records.filter((path) => !list.includes(`(${path.split('/').at(-1)})`))).toEqual([]);
  });
});

describe('programs', () => {
  it('named in package.json are there', () => {
    expect(Object.values(packageFile.bin).filter((path) => !exists(path))).toEqual([]);
  });
});
