/**
 * Streams that break, a few in each turn. When a machine with a thousand schedulers goes, all its
 * connections break in one turn of the loop, and each takes its offers back and its refusals along:
 * a quarter of a second in which nobody else would be heard. Those who wait are the last to be
 * missed: nobody reads what is sent to them. So they are set aside, or all that the first of them leave
 * behind would be offered to the others, which takes longer than their going.
 */
import type { Clock } from '../../../foundation/clock.ts';
import type { StreamId } from '../../../protocol/ids.ts';
import type { FrameworkRecord } from '../state.ts';

/** Some milliseconds, for frameworks with some ten offers each. The others wait for the next turns. */
export const mostDeparturesInTurn = 16;

interface Departure {
  readonly framework: FrameworkRecord;
  readonly streamId: StreamId;
}

export interface DepartureSteps {
  /** Called for each, for the first of a turn at once. */
  readonly depart: (framework: FrameworkRecord, streamId: StreamId) => void;
  /** Called for those who have to wait. */
  readonly setAside: (framework: FrameworkRecord, streamId: StreamId) => void;
}

export class Departures {
  readonly #clock: Clock;
  readonly #steps: DepartureSteps;
  /** Bounded by the streams there were. */
  #waiting: Departure[] = [];
  #departedInTurn = 0;

  constructor(clock: Clock, steps: DepartureSteps) {
    this.#clock = clock;
    this.#steps = steps;
  }

  add(framework: FrameworkRecord, streamId: StreamId): void {
    if (this.#departedInTurn >= mostDeparturesInTurn) {
      this.#waiting.push({ framework, streamId });
      this.#steps.setAside(framework, streamId);
      return;
    }
    if (this.#departedInTurn++ === 0) this.#clock.after(0, () => this.#beginTurn());
    this.#steps.depart(framework, streamId);
  }

  #beginTurn(): void {
    this.#departedInTurn = 0;
    const next = this.#waiting.slice(0, mostDeparturesInTurn);
    this.#waiting = this.#waiting.slice(mostDeparturesInTurn);
    for (const { framework, streamId } of next) this.add(framework, streamId);
  }
}
