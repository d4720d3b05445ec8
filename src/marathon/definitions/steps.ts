/**
 * Work on thousands of things that may be done in several turns: it stops after each of them, for whoever
 * does it to go on at once or later.
 */
export type Steps<T> = Generator<undefined, T>;

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
