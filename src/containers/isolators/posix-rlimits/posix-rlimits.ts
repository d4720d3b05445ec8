/**
 * posix/rlimits: the limits of setrlimit(2) that ContainerInfo.rlimit_info asks for, set by running
 * the task through prlimit(1) of util-linux before it gives up its privileges.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { RLimitInfo } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { IsolatedContainer, Isolator, Preparation } from '../isolator.ts';

/** Names of RLimitInfo.RLimit.Type without RLMT_, and what prlimit(1) calls them. */
const optionByType: Readonly<Record<string, string>> = {
  AS: 'as',
  CORE: 'core',
  CPU: 'cpu',
  DATA: 'data',
  FSIZE: 'fsize',
  LOCKS: 'locks',
  MEMLOCK: 'memlock',
  MSGQUEUE: 'msgqueue',
  NICE: 'nice',
  NOFILE: 'nofile',
  NPROC: 'nproc',
  RSS: 'rss',
  RTPRIO: 'rtprio',
  RTTIME: 'rttime',
  SIGPENDING: 'sigpending',
  STACK: 'stack',
};

export class PosixRlimitsIsolator implements Isolator {
  readonly name = 'posix/rlimits';

  prepare(
    _container: IsolatedContainer,
    { container }: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const info = container?.rlimit_info;
    if (info === undefined) return done(ok({}));
    const words = prlimitWords(info);
    done(words.ok ? ok({ wrapper: words.value }) : words);
  }
}

/** `prlimit --nofile=64:128 ...`; a limit without values is infinite, one value alone is refused. */
export function prlimitWords(info: RLimitInfo): Result<string[]> {
  const words = ['prlimit'];
  for (const { type, soft, hard } of info.rlimits ?? []) {
    const option = optionByType[(type ?? '').replace(/^RLMT_/u, '')];
    if (option === undefined) return failure(`Invalid rlimit type '${type ?? 'UNKNOWN'}'`);
    if ((soft === undefined) !== (hard === undefined)) {
      return failure(`Invalid rlimit ${type}: soft and hard must be set both or neither`);
    }
    if (soft !== undefined && hard !== undefined && soft > hard) {
      return failure(`Invalid rlimit ${type}: soft (${soft}) must not be more than hard (${hard})`);
    }
    words.push(`--${option}=${soft ?? 'unlimited'}:${hard ?? 'unlimited'}`);
  }
  return ok(words.length === 1 ? [] : words);
}
