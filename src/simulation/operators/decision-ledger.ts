/**
 * What an operator decided, by subject ("weight of eng"), and was answered. What may be found of a
 * subject is the last decision that was answered, or one asked for after it: an order without an
 * answer may have been carried out or not.
 */

interface Subject {
  answered: string;
  /** Asked for since then, oldest first. */
  open: string[];
}

export class DecisionLedger {
  readonly #subjects = new Map<string, Subject>();

  get subjects(): Iterable<string> {
    return this.#subjects.keys();
  }

  /** `before`: how it is while nobody has decided. */
  ask(subject: string, value: string, before: string): void {
    const known = this.#subjects.get(subject) ?? { answered: before, open: [] };
    known.open.push(value);
    this.#subjects.set(subject, known);
  }

  /** Decisions are answered in the order in which they were asked for. */
  answer(subject: string, value: string, isDone: boolean): void {
    const known = this.#subjects.get(subject);
    if (known === undefined) return;
    const index = known.open.indexOf(value);
    if (isDone) {
      known.answered = value;
      known.open = known.open.slice(index + 1);
    } else if (index !== -1) known.open.splice(index, 1);
  }

  /** It is not the operator's any more. */
  forget(subject: string): void {
    this.#subjects.delete(subject);
  }

  findForgotten(subject: string, found: string): string | undefined {
    const known = this.#subjects.get(subject);
    if (known === undefined || known.answered === found || known.open.includes(found)) {
      return undefined;
    }
    return `${subject} is ${found}; the operator was told ${known.answered}`;
  }
}
