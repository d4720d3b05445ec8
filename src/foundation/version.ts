/**
 * Which version this is: of Mesos, whose protocol and answers we have (agents and masters compare
 * it, tools print it), and of our own package. `/version` and `--version` give Mesos' version,
 * because everything that reads them expects it there.
 */
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
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
}

/** The version in package.json, two levels up from src/foundation as from dist/foundation. */
function readPackageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

export const packageVersion = readPackageVersion();

function buildUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, usual in containers.
    return 'unknown';
  }
}

/** The compiled file is as old as the build. */
function readVersionInfo(): VersionInfo {
  const builtAt = Math.floor(statSync(fileURLToPath(import.meta.url)).mtimeMs / 1000);
  const date = new Date(builtAt * 1000).toISOString();
  return {
    version: mesosVersion,
    build_date: `${date.slice(0, 10)} ${date.slice(11, 19)} UTC`,
    build_time: builtAt,
    build_user: buildUser(),
  };
}

export const versionInfo = readVersionInfo();
