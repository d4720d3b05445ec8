/**
 * Which version answers. Clients compare it with versions of Mesos to know what they may ask for,
 * so it names the Mesos whose API is spoken; masters and agents tell it each other for the same
 * reason. What is ours alone stands in the build user.
 */
import { doubleJson } from '../protocol/codec/json-write.ts';
import type { VersionInfo } from '../protocol/generated/mesos.ts';

/** @compat the version of Mesos whose behaviour was recorded. */
export const mesosVersion = '1.12.0';

/** A build without history knows no more; the fields that tell it are optional on the wire. */
export const versionInfo: VersionInfo = {
  version: mesosVersion,
  build_date: '2026-11-21 00:00:00 UTC',
  build_time: 1_795_219_200,
  build_user: 'altiplano',
};

/** As /version shows it: names sorted, the time of the build as a double. */
export function versionJson(version: VersionInfo): string {
  const fields: [string, string | undefined][] = [
    ['build_date', quoted(version.build_date)],
    ['build_time', version.build_time === undefined ? undefined : doubleJson(version.build_time)],
    ['build_user', quoted(version.build_user)],
    ['git_branch', quoted(version.git_branch)],
    ['git_sha', quoted(version.git_sha)],
    ['git_tag', quoted(version.git_tag)],
    ['version', quoted(version.version)],
  ];
  const present = fields.filter(([, value]) => value !== undefined);
  return `{${present.map(([name, value]) => `"${name}":${value}`).join()}}`;
}

function quoted(value: string | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
