/**
 * Where each record is kept. No record holds more than one thing, so none grows with the number of
 * apps. Versions are written with sixteen digits, so that keys are in the order of time.
 */
import type { DeploymentId, InstanceId, PathId, Timestamp } from '../../model/ids.ts';

export const prefixes = {
  format: 'format',
  frameworkId: 'framework-id',
  runSpecs: 'run-spec:',
  groups: 'group:',
  runSpecVersions: 'run-spec-version:',
  groupVersions: 'group-version:',
  rootVersions: 'root-version:',
  deployments: 'deployment:',
  deploymentPages: 'deployment-page:',
  instances: 'instance:',
  failures: 'failure:',
} as const;

const versionDigits = 16;
const pageDigits = 6;

function versionText(version: Timestamp): string {
  return String(version).padStart(versionDigits, '0');
}

export const keys = {
  runSpec: (id: PathId) => `${prefixes.runSpecs}${id}`,
  group: (id: PathId) => `${prefixes.groups}${id}`,
  runSpecVersionsOf: (id: PathId) => `${prefixes.runSpecVersions}${id}:`,
  runSpecVersion: (id: PathId, version: Timestamp) =>
    `${prefixes.runSpecVersions}${id}:${versionText(version)}`,
  groupVersion: (id: PathId, version: Timestamp) =>
    `${prefixes.groupVersions}${id}:${versionText(version)}`,
  rootVersion: (version: Timestamp) => `${prefixes.rootVersions}${versionText(version)}`,
  deployment: (id: DeploymentId) => `${prefixes.deployments}${id}`,
  deploymentPage: (id: DeploymentId, page: number) =>
    `${prefixes.deploymentPages}${id}:${String(page).padStart(pageDigits, '0')}`,
  instance: (id: InstanceId) => `${prefixes.instances}${id}`,
  failure: (appId: PathId) => `${prefixes.failures}${appId}`,
};

/** What follows the last colon: paths and ids have none. */
export function lastPartOf(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}

/** "/shop/db" of "run-spec-version:/shop/db:0000001700000000" */
export function pathPartOf(key: string): PathId {
  return key.slice(key.indexOf(':') + 1, key.lastIndexOf(':'));
}
