/** The body of /version, as Mesos writes it: names sorted, the time of the build as a double. */
import { doubleJson } from '../protocol/codec/json-write.ts';
import type { VersionInfo } from '../protocol/generated/mesos.ts';
import { objectJson, stringJson } from './older-json/text.ts';

export function versionJson(version: VersionInfo): string {
  const { build_time: buildTime } = version;
  return objectJson([
    ['build_date', stringJson(version.build_date)],
    ['build_time', buildTime === undefined ? undefined : doubleJson(buildTime)],
    ['build_user', stringJson(version.build_user)],
    ['git_branch', stringJson(version.git_branch)],
    ['git_sha', stringJson(version.git_sha)],
    ['git_tag', stringJson(version.git_tag)],
    ['version', stringJson(version.version)],
  ]);
}
