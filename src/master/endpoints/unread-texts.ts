/**
 * Texts of records are kept for the next reader (fragments.ts), and in a large cluster those of one kind
 * take up to a hundred megabytes. Dashboards read one kind all day long; somebody who asks for another
 * once may never come again. So each minute the kinds are looked at: the texts of one that nobody has
 * read since the look before are given back, record by record and with pauses.
 *
 * A document that is being written has its texts in hand and does not miss them.
 */
import { notePassedBytes } from '../../foundation/memory-relief.ts';
import type { Core } from '../core/environment.ts';
import type { Cached, FrameworkRecord, State } from '../core/state.ts';
import { dropFragment, type FragmentKind, fragmentKinds, readingsOf } from './fragments.ts';

const lookIntervalMs = 60_000;
/** Well below a millisecond. */
const recordsPerTurn = 2_000;

export class UnreadTexts {
  readonly #core: Pick<Core, 'state'>;
  /** Of each kind, how often it had been read at the last look, and when it was last given back. */
  readonly #seen = new Map<FragmentKind, number>();
  readonly #given = new Map<FragmentKind, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(core: Pick<Core, 'state'>) {
    this.#core = core;
  }

  /** A large answer is asked for: there will be texts. */
  noteReading(): void {
    this.#timer ??= setInterval(() => this.look(), lookIntervalMs).unref();
  }

  /** Once a minute, while there are any. */
  look(): void {
    const kept = fragmentKinds.filter((kind) => this.#given.get(kind) !== readingsOf(kind));
    const unread = kept.filter((kind) => this.#seen.get(kind) === readingsOf(kind));
    for (const kind of kept) this.#seen.set(kind, readingsOf(kind));
    for (const kind of unread) this.#given.set(kind, readingsOf(kind));
    if (unread.length > 0) this.#giveBack(unread, recordsOf(this.#core.state), 0);
    if (unread.length < kept.length) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #giveBack(kinds: readonly FragmentKind[], records: Iterator<Cached, void>, before: number): void {
    // Somebody came for one of them after all.
    const unread = kinds.filter((kind) => this.#given.get(kind) === readingsOf(kind));
    let bytes = before;
    for (let count = 0; count < recordsPerTurn; count++) {
      const { done, value } = records.next();
      if (done === true) return notePassedBytes(bytes);
      for (const kind of unread) bytes += dropFragment(value, kind);
    }
    setImmediate(() => this.#giveBack(unread, records, bytes));
  }
}

function* recordsOf(state: State): Generator<Cached, void> {
  for (const agent of state.agents.values()) {
    yield agent;
    yield* agent.operations.values();
  }
  for (const framework of state.frameworks.values()) yield* ofFramework(framework);
  for (const framework of state.completedFrameworks.values()) yield* ofFramework(framework);
}

function* ofFramework(framework: FrameworkRecord): Generator<Cached, void> {
  yield framework;
  yield* framework.tasks.values();
  yield* framework.unreachableTasks.values();
  yield* framework.completedTasks;
}
