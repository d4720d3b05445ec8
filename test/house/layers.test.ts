/** The shape of the house: imports go downwards, cores stay deterministic, nothing is dead. */
import { describe, expect, it } from 'vitest';

import {
  allowedImports,
  allowedPageImports,
  bannedInCores,
  coreExemptions,
  entryPoints,
  isCore,
  nodeModulesAllowedInCores,
  reachabilityExemptions,
  seams,
} from './rules.ts';
import {
  codeOnly,
  exists,
  filesBelow,
  importsOf,
  isTest,
  ownSources,
  read,
  roomOf,
} from './sources.ts';

const sources = filesBelow('src').filter((path) => path.endsWith('.ts') && !isTest(path));
const inRooms = sources.filter((path) => path.split('/').length > 2);

describe('the layers', () => {
  it('every room of src/ has its place in the table of allowed imports', () => {
    const rooms = new Set(inRooms.map(roomOf));
    expect([...rooms].filter((room) => allowedImports[room] === undefined)).toEqual([]);
  });

  it('the table itself has no circle', () => {
    const rooms = Object.keys(allowedImports);
    for (const [room, allowed] of Object.entries(allowedImports)) {
      const below = rooms.slice(0, rooms.indexOf(room));
      expect(
        allowed.filter((other) => !below.includes(other) && allowedImports[other] !== undefined),
      ).toEqual([]);
    }
  });

  it('a room imports only from the rooms below it', () => {
    const wrong = inRooms.flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith('src/') && roomOf(target) !== roomOf(path))
        .filter((target) => !allowedImports[roomOf(path)]?.includes(roomOf(target)))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('a folder of the web pages imports only from those below it', () => {
    const folderOf = (path: string): string => path.split('/')[2] ?? '';
    const wrong = filesBelow('ui/src')
      .filter((path) => /\.tsx?$/.test(path) && !isTest(path) && path.split('/').length > 3)
      .flatMap((path) => importsOf(path).map((target) => ({ path, target })))
      .filter(({ target }) => /^(ui|src)\//.test(target))
      .filter(({ path, target }) => folderOf(path) !== folderOf(target))
      // Style sheets beside the folders are the beginning of a page.
      .filter(({ target }) => !/^ui\/src\/[^/]+\.css$/.test(target))
      .filter(({ path, target }) => !allowedPageImports[folderOf(path)]?.includes(folderOf(target)))
      .map(({ path, target }) => `${path} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it('a seam within a room holds', () => {
    const wrong = Object.entries(seams).flatMap(([place, forbidden]) =>
      sources
        .filter((path) => path.startsWith(place))
        .flatMap((path) => importsOf(path).map((target) => ({ path, target })))
        .filter(({ target }) => forbidden.some((start) => target.startsWith(start)))
        .map(({ path, target }) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('no source imports from outside of src/', () => {
    const wrong = sources.flatMap((path) =>
      importsOf(path)
        .filter((target) => /^(\.\.|test\/|scripts\/|bench\/|dist\/)/.test(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the cores', () => {
  const cores = ownSources.filter((path) => isCore(path) && coreExemptions[path] === undefined);

  it.each(bannedInCores)('use $instead', ({ pattern }) => {
    const wrong = cores.flatMap((path) =>
      codeOnly(read(path))
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
    expect(wrong).toEqual([]);
  });

  it('import nothing of Node that does input or output', () => {
    const wrong = cores.flatMap((path) =>
      importsOf(path)
        .filter((name) => name.startsWith('node:') && !nodeModulesAllowedInCores.includes(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the files', () => {
  it('can all be reached from a program', () => {
    expect(entryPoints.filter((path) => !exists(path))).toEqual([]);
    const reached = new Set<string>();
    const visit = (path: string): void => {
      if (reached.has(path) || !exists(path)) return;
      reached.add(path);
      importsOf(path).forEach(visit);
    };
    [...entryPoints, ...Object.keys(reachabilityExemptions)].forEach(visit);
    const written = [...ownSources, ...filesBelow('src/protocol/generated')];
    expect(written.filter((path) => !reached.has(path))).toEqual([]);
  });

  it('exist where they are imported', () => {
    const wrong = sources.flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith('src/') && !exists(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});
