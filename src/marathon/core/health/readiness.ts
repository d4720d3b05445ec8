/**
 * Readiness: asked while a deployment waits for an instance, until it says that it is ready. Once
 * ready it stays so.
 */
import type { Timer } from '../../../foundation/clock.ts';
import type { AppDefinition } from '../../model/app.ts';
import type { ReadinessCheck } from '../../model/checks.ts';
import type { InstanceId, PathId } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import type { Core, ProbeOutcome } from '../environment.ts';
import type { InstanceChange, ReadinessResult } from '../parts.ts';
import { placeOfReadiness } from './addresses.ts';
import type { ProbeQueue } from './probe-queue.ts';

/** @compat What a check that got no answer in time is shown as. */
const timeoutStatus = 504;
/** Sooner than the interval says, until the first answer. */
const firstAgainMs = 500;

interface Asking {
  isFirst: boolean;
  timer: Timer | undefined;
  result: ReadinessResult;
}

export class Readiness {
  readonly #core: Core;
  readonly #queue: ProbeQueue;
  readonly #changed: (runSpecId: PathId) => void;
  readonly #asked = new Map<InstanceId, Asking>();

  constructor(core: Core, queue: ProbeQueue, changed: (runSpecId: PathId) => void) {
    this.#core = core;
    this.#queue = queue;
    this.#changed = changed;
  }

  isReady(instance: Instance): boolean {
    const app = this.#core.groups.root.findRunSpec(instance.runSpecId);
    if (app?.kind !== 'app') return true;
    const [check] = app.readinessChecks;
    if (check === undefined) return true;
    const known = this.#asked.get(instance.id);
    if (known === undefined) this.#begin(app, check, instance);
    return known?.result.ready ?? false;
  }

  resultsOf(runSpecId: PathId): readonly ReadinessResult[] {
    if (this.#asked.size === 0) return [];
    return [...this.#core.instances.of(runSpecId)].flatMap(({ id }) => {
      const asked = this.#asked.get(id);
      return asked === undefined ? [] : [asked.result];
    });
  }

  instanceChanged({ before, after }: InstanceChange): void {
    if (after?.condition === 'Running') return;
    const id = after?.id ?? before!.id;
    this.#asked.get(id)?.timer?.cancel();
    this.#asked.delete(id);
  }

  #begin(app: AppDefinition, check: ReadinessCheck, instance: Instance): void {
    const taskId = instance.tasks[0]!.taskId;
    const result = { name: check.name, taskId, ready: false };
    const asking: Asking = { isFirst: true, timer: undefined, result };
    this.#asked.set(instance.id, asking);
    asking.timer = this.#core.clock.after(0, () => this.#ask(app, check, instance.id));
  }

  #ask(app: AppDefinition, check: ReadinessCheck, id: InstanceId): void {
    const instance = this.#core.instances.find(id);
    const asking = this.#asked.get(id);
    if (instance === undefined || asking === undefined) return;
    // Nobody waits for it any more; a later deployment asks anew.
    if (this.#core.deployments.of(app.id) === undefined) return void this.#asked.delete(id);
    const place = placeOfReadiness(app, instance, check);
    const taken = (outcome: ProbeOutcome): void => {
      if (this.#asked.get(id) === asking) this.#take(app, check, id, outcome);
    };
    if (place === undefined) return taken({ kind: 'failed', why: 'Its port is not known' });
    this.#queue.probe(
      {
        kind: check.protocol === 'HTTPS' ? 'https' : 'http',
        ...place,
        path: check.path.startsWith('/') ? check.path : `/${check.path}`,
        timeoutMs: check.timeoutSeconds * 1000,
      },
      taken,
    );
  }

  #take(app: AppDefinition, check: ReadinessCheck, id: InstanceId, outcome: ProbeOutcome): void {
    const asking = this.#asked.get(id)!;
    const isAnswered = outcome.kind === 'answered';
    const ready = isAnswered && check.httpStatusCodesForReady.includes(outcome.status);
    const { isFirst } = asking;
    asking.isFirst = false;
    const lastResponse = isAnswered
      ? {
          status: outcome.status,
          contentType: outcome.contentType ?? '',
          body: outcome.body ?? '',
        }
      : { status: timeoutStatus, contentType: 'text/plain', body: outcome.why };
    asking.result = {
      ...asking.result,
      ready,
      ...(check.preserveLastResponse ? { lastResponse } : {}),
    };
    if (ready) return this.#changed(app.id);
    const intervalMs = check.intervalSeconds * 1000;
    const delayMs = isFirst ? Math.min(firstAgainMs, intervalMs) : intervalMs;
    asking.timer = this.#core.clock.after(delayMs, () => this.#ask(app, check, id));
  }
}
