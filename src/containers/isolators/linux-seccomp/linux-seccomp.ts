/**
 * linux/seccomp: which system calls a container may make, by a profile of --seccomp_config_dir: that of
 * --seccomp_profile_name unless the task names another, or wants none (`unconfined`).
 */
import { failure, ok, unwrap } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { SeccompInfo } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, IsolatorOptions, Preparation } from '../isolator.ts';
import { readProfile } from './profile.ts';
import type { SeccompProfile } from './profile.ts';

export type SeccompOptions = Pick<IsolatorOptions, 'seccomp_config_dir' | 'seccomp_profile_name'>;

/** Why an agent cannot have the isolator with these flags. */
export function findSeccompFault(options: SeccompOptions): string | undefined {
  const [directory, name] = [options.seccomp_config_dir, options.seccomp_profile_name];
  if (directory === undefined) {
    return "isolator 'linux/seccomp' needs --seccomp_config_dir, a directory with profiles; add that, or leave the isolator out";
  }
  if (name === undefined) return undefined;
  const profile = readProfile(directory, name);
  return profile.ok ? undefined : `--seccomp_profile_name: ${profile.error}`;
}

export class LinuxSeccompIsolator implements Isolator {
  readonly name = 'linux/seccomp';
  readonly #directory: string;
  readonly #usual: SeccompProfile | undefined;

  constructor(options: SeccompOptions) {
    this.#directory = options.seccomp_config_dir ?? '';
    const name = options.seccomp_profile_name;
    if (name !== undefined) this.#usual = unwrap(readProfile(this.#directory, name));
  }

  prepare(
    _container: IsolatedContainer,
    { container }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const profile = this.#profileOf(container?.linux_info?.seccomp);
    if (!profile.ok) return done(profile);
    done(ok(profile.value === undefined ? {} : { seccomp: profile.value }));
  }

  /** @compat the words of real agents. */
  #profileOf(wish: SeccompInfo | undefined): Result<SeccompProfile | undefined> {
    if (wish === undefined) return ok(this.#usual);
    const { profile_name: name, unconfined = false } = wish;
    if (!unconfined && name !== undefined) return readProfile(this.#directory, name);
    if (!unconfined) return failure('Missing Seccomp profile name');
    if (name === undefined) return ok(undefined);
    return failure(
      "Invalid Seccomp configuration: 'profile_name' given even though 'unconfined' Seccomp setting is enabled",
    );
  }
}
