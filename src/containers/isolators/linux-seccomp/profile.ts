/**
 * Profiles of seccomp(2) in Docker's JSON, as files of --seccomp_config_dir: an action for all system calls
 * and rules for some. A rule may be for certain machines, kernels or containers only (`includes`,
 * `excludes`); which of them hold is decided where a container is made.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';

export interface SeccompCondition {
  readonly arches?: readonly string[];
  readonly caps?: readonly string[];
  /** "4.8" */
  readonly minKernel?: string;
}

export interface SeccompRule {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly object[];
  readonly includes: SeccompCondition;
  readonly excludes: SeccompCondition;
}

export interface SeccompArchitecture {
  readonly architecture: string;
  readonly subArchitectures: readonly string[];
}

export interface SeccompProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  /** For each machine the architectures that the rules hold for. */
  readonly archMap: readonly SeccompArchitecture[];
  /** The same for every machine, in older profiles. */
  readonly architectures: readonly string[];
  readonly syscalls: readonly SeccompRule[];
}

/** A failure names the file and the rule. */
export function readProfile(directory: string, name: string): Result<SeccompProfile> {
  if (!/^[^/\0]+$/u.test(name) || /^\.+$/u.test(name)) {
    return failure(`Seccomp profile '${name}' cannot be the name of a file`);
  }
  const path = join(directory, name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return failure(`Failed to read seccomp profile '${path}': ${(error as Error).message}`);
  }
  const profile = parseProfile(text);
  if (profile.ok) return profile;
  return failure(`Failed to parse seccomp profile '${path}': ${profile.error}`);
}

type Json = Readonly<Record<string, unknown>>;

export function parseProfile(text: string): Result<SeccompProfile> {
  try {
    return ok(profileOf(JSON.parse(text)));
  } catch (error) {
    return failure((error as Error).message);
  }
}

/** What reads below throws sentences. */
function profileOf(value: unknown): SeccompProfile {
  const json = objectOf(value, 'the profile');
  const errno = numberOf(json['defaultErrnoRet'], 'defaultErrnoRet');
  return {
    defaultAction: actionOf(json['defaultAction'], 'defaultAction'),
    ...(errno !== undefined && { defaultErrnoRet: errno }),
    archMap: listOf(json['archMap'], 'archMap').map((one, i) => {
      const entry = objectOf(one, `archMap[${i}]`);
      return {
        architecture: textOf(entry['architecture'], `archMap[${i}].architecture`),
        subArchitectures: textsOf(entry['subArchitectures'], `archMap[${i}].subArchitectures`),
      };
    }),
    architectures: textsOf(json['architectures'], 'architectures'),
    syscalls: listOf(json['syscalls'], 'syscalls').map((one, i) => ruleOf(one, `syscalls[${i}]`)),
  };
}

function ruleOf(value: unknown, where: string): SeccompRule {
  const json = objectOf(value, where);
  const single = json['name'];
  const names = textsOf(json['names'], `${where}.names`);
  const all = single === undefined ? names : [...names, textOf(single, `${where}.name`)];
  if (all.length === 0) throw new Error(`'${where}' names no system call`);
  const errnoRet = numberOf(json['errnoRet'], `${where}.errnoRet`);
  const args = listOf(json['args'], `${where}.args`);
  return {
    names: all,
    action: actionOf(json['action'], `${where}.action`),
    ...(errnoRet !== undefined && { errnoRet }),
    ...(args.length > 0 && { args: args.map((one, i) => argumentOf(one, `${where}.args[${i}]`)) }),
    includes: conditionOf(json['includes'], `${where}.includes`),
    excludes: conditionOf(json['excludes'], `${where}.excludes`),
  };
}

function argumentOf(value: unknown, where: string): object {
  const json = objectOf(value, where);
  const [index, first, second] = ['index', 'value', 'valueTwo'].map((name) =>
    numberOf(json[name], `${where}.${name}`),
  );
  const op = textOf(json['op'], `${where}.op`);
  if (!/^SCMP_CMP_[A-Z_]+$/u.test(op)) throw new Error(`'${where}.op' is no comparison: '${op}'`);
  return { index: index ?? 0, value: first ?? 0, valueTwo: second ?? 0, op };
}

function conditionOf(value: unknown, where: string): SeccompCondition {
  if (value === undefined || value === null) return {};
  const json = objectOf(value, where);
  const [arches, caps] = [
    textsOf(json['arches'], `${where}.arches`),
    textsOf(json['caps'], `${where}.caps`),
  ];
  const kernel = json['minKernel'];
  return {
    ...(arches.length > 0 && { arches }),
    ...(caps.length > 0 && { caps }),
    ...(kernel !== undefined && { minKernel: textOf(kernel, `${where}.minKernel`) }),
  };
}

function actionOf(value: unknown, where: string): string {
  const action = textOf(value, where);
  if (!/^SCMP_ACT_[A-Z_]+$/u.test(action)) throw new Error(`'${where}' is no action: '${action}'`);
  return action;
}

function objectOf(value: unknown, where: string): Json {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Json;
  throw new Error(`${where} must be an object`);
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Error(`'${where}' must be a list`);
}

function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`'${where}' must be a string`);
}

function textsOf(value: unknown, where: string): readonly string[] {
  return listOf(value, where).map((one, i) => textOf(one, `${where}[${i}]`));
}

function numberOf(value: unknown, where: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  throw new Error(`'${where}' must be a number`);
}
