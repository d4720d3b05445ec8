/**
 * How long a framework without a scheduler is waited for: its failover_timeout, and then it is
 * removed with what it runs. That holds for one whose stream broke, and for one that is known only
 * from the agents that run its tasks since this master leads.
 *
 * @compat Mesos forgets the failover_timeout with the master that died and waits for ever. Here the
 * change of masters costs no framework anything either: it is given as long as agents are to come
 * back, however short its own time is, for it did not go away.
 */
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import type { Core } from '../environment.ts';
import type { FrameworkRecord } from '../state.ts';
import { adoptFrameworkInfo } from './frameworks.ts';
import { removeFramework } from './removal.ts';

export function awaitReturn(core: Core, framework: FrameworkRecord, timeoutMs: number): void {
  core.log.info(`Giving framework ${framework.id} ${timeoutMs / 1000}secs to failover`);
  framework.failoverTimer = core.clock.after(timeoutMs, () => {
    if (framework.state === 'active') return;
    core.log.info(`Framework ${framework.id} did not come back in time, removing it`);
    removeFramework(core, framework);
  });
}

export function failoverTimeoutOf({ failover_timeout: seconds = 0 }: FrameworkInfo): number {
  return Math.max(0, seconds) * 1000;
}

/** An agent tells of the framework of what it runs. */
export function adoptFramework(core: Core, info: FrameworkInfo): void {
  adoptFrameworkInfo(core, info);
  const framework = core.state.frameworks.get(info.id?.value ?? '');
  // Of one that older agents did not describe nobody knows how long it may be away.
  if (framework?.state !== 'recovered' || framework.info.name === '') return;
  if (framework.failoverTimer !== undefined) return;
  const atLeastMs = core.options.agentReregisterTimeoutMs;
  awaitReturn(core, framework, Math.max(atLeastMs, failoverTimeoutOf(framework.info)));
}
