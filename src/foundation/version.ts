/**
 * Which version this is: of Mesos, whose protocol and answers we have (agents and masters compare
 * it, tools print it), and of our own package. `/version` and `--version` give Mesos' version,
 * because everything that reads them expects it there.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The Mesos that we answer like; a C++ master admits agents from 1.0.0 on. */
export const mesosVersion = '1.12.0';

/** `--version` prints this. */
export const versionLine = `mesos ${mesosVersion}`;

/** What /version and GET_VERSION answer; field names are Mesos'. */
export interface VersionInfo {
  readonly version: string;
  /** "2026-11-20 23:05:18 UTC" */
  readonly build_date: string;
  /** Seconds since the Unix epoch. */
  readonly build_time: number;
  readonly build_user: string;
  /** The commit, "refs/heads/main" and the tag that it was built of; only of builds in a checkout. */
  readonly git_sha?: string;
  readonly git_branch?: string;
  readonly git_tag?: string;
}

/** What is known of a build; scripts/lib/build-facts.mjs writes it. */
export type BuildFacts = Omit<VersionInfo, 'version' | 'build_date'>;

/** The version in package.json, two levels up from src/foundation as from dist/foundation. */
function readPackageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

export const packageVersion = readPackageVersion();

/** Of dist/; the sources, which tests run, were built by nobody just now. */
function readBuildFacts(): BuildFacts {
  const path = new URL('../build.json', import.meta.url);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as BuildFacts;
  const thisFile = fileURLToPath(import.meta.url);
  return { build_time: Math.floor(statSync(thisFile).mtimeMs / 1000), build_user: 'unknown' };
}

function versionInfoOf(facts: BuildFacts): VersionInfo {
  const date = new Date(facts.build_time * 1000).toISOString();
  const build_date = `${date.slice(0, 10)} ${date.slice(11, 19)} UTC`;
  return { version: mesosVersion, build_date, ...facts };
}

export const versionInfo = versionInfoOf(readBuildFacts());
