/**
 * Servers that come and go at run time. One batch of commands is under way at a time, and none while
 * HAProxy is being reloaded. Whoever leaves gets nothing new at once, and is deleted when its last
 * connection has ended, which is looked at again and again.
 */
import type { Timer } from '../../foundation/clock.ts';
import { assert, type Result } from '../../foundation/result.ts';
import type { Backend } from '../config/configuration.ts';
import { commandsOf, deletionOf, isDeleted, outcomeOf, type Change } from './changes.ts';
import type { Environment } from './environment.ts';
import type { Running } from './running.ts';

/** What one call of the runtime API takes at most. */
const mostChangesAtOnce = 100;
/** Deletions that are tried at once. */
const mostDeletionsAtOnce = 200;
const firstLookMs = 500;
const longestLookMs = 30_000;
const lookFactor = 2;

interface ServersParts {
  readonly environment: Pick<Environment, 'clock' | 'log' | 'haproxy' | 'options' | 'count'>;
  readonly running: () => Running | undefined;
  /** Something has become of the changes; perhaps a reload is needed. */
  readonly onSettled: () => void;
}

export class Servers {
  readonly #parts: ServersParts;
  #isBusy = false;
  #holder: 'nobody' | 'waiting' | 'held' = 'nobody';
  #held: (() => void) | undefined;
  #lookMs = firstLookMs;
  #look: Timer | undefined;

  constructor(parts: ServersParts) {
    this.#parts = parts;
  }

  get isFree(): boolean {
    return !this.#isBusy && this.#holder === 'nobody';
  }

  /** `then` is called when no batch is under way; until `release` none begins. */
  hold(then: () => void): void {
    assert(this.#holder === 'nobody', 'one reload at a time');
    if (!this.#isBusy) {
      this.#holder = 'held';
      return then();
    }
    this.#holder = 'waiting';
    this.#held = then;
  }

  release(): void {
    this.#holder = 'nobody';
    this.#held = undefined;
  }

  /** Only when it is free. */
  bringTo(backends: Iterable<Backend>): { readonly isComplete: boolean } {
    const running = this.#parts.running();
    assert(this.isFree && running !== undefined, 'servers are changed one batch at a time');
    const { changes, reload } = running.differenceTo(backends);
    if (reload !== undefined) running.doubt ??= reload;
    if (changes.length === 0) return { isComplete: true };
    if (!this.#parts.environment.options.changesAtRunTime) {
      running.doubt ??= 'servers have changed';
      return { isComplete: true };
    }
    this.#change(running, changes.slice(0, mostChangesAtOnce));
    return { isComplete: false };
  }

  close(): void {
    this.#look?.cancel();
  }

  #change(running: Running, changes: readonly Change[]): void {
    const { environment } = this.#parts;
    const { log, count } = environment;
    const commands = changes.map(commandsOf);
    this.#run(commands.flat(), (result) => {
      if (!result.ok) {
        count('runtime_failures');
        running.lose(`the runtime API: ${result.error}`);
        log.error(`Servers could not be changed at run time: ${result.error}`);
        return;
      }
      let at = 0;
      for (const [index, change] of changes.entries()) {
        const end = at + commands[index]!.length;
        const outcome = outcomeOf(change, result.value.slice(at, end));
        at = end;
        running.settle(change, outcome);
        if (outcome.kind !== 'failed') continue;
        count('runtime_failures');
        log.warning(
          `Not possible at run time: ${change.kind} in ${change.backend}: ${outcome.why}`,
        );
      }
      count('runtime_changes', changes.length);
      if (running.leaving.length > 0) this.#lookSoon(firstLookMs);
    });
  }

  #lookSoon(waitMs: number): void {
    this.#look?.cancel();
    this.#lookMs = waitMs;
    this.#look = this.#parts.environment.clock.after(waitMs, () => this.#deleteLeft());
  }

  #deleteLeft(): void {
    const running = this.#parts.running();
    const leaving = running?.leaving.slice(0, mostDeletionsAtOnce) ?? [];
    if (running === undefined || leaving.length === 0) return;
    if (!this.isFree) return this.#lookSoon(firstLookMs);
    const commands = leaving.map(({ backend, name }) => deletionOf(backend, name));
    this.#run(commands, (result) => {
      if (result.ok) {
        for (const [index, { backend, name }] of leaving.entries()) {
          if (isDeleted(result.value[index] ?? '')) running.gone(backend, name);
        }
      }
      if (running.leaving.length > 0) {
        this.#lookSoon(Math.min(this.#lookMs * lookFactor, longestLookMs));
      }
    });
  }

  #run(commands: readonly string[], done: (result: Result<readonly string[]>) => void): void {
    this.#isBusy = true;
    this.#parts.environment.haproxy.run(commands, (result) => {
      this.#isBusy = false;
      done(result);
      if (this.#holder === 'waiting') {
        this.#holder = 'held';
        const held = this.#held;
        this.#held = undefined;
        held?.();
        return;
      }
      this.#parts.onSettled();
    });
  }
}
