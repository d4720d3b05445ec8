/** Problems are logged when they appear, and not again as long as they stay. */
import type { Log } from '../../foundation/log.ts';
import { sentenceOf, type Problem } from '../problem.ts';

/** Of new ones; the others are told of at GET /_mlb/problems. */
const mostLinesAtOnce = 100;

export class ProblemLog {
  readonly #log: Log;
  #known = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  report(problems: readonly Problem[]): void {
    const sentences = new Set(problems.map(sentenceOf));
    const fresh = [...sentences].filter((sentence) => !this.#known.has(sentence));
    for (const sentence of fresh.slice(0, mostLinesAtOnce)) this.#log.warning(sentence);
    if (fresh.length > mostLinesAtOnce) {
      this.#log.warning(`${fresh.length - mostLinesAtOnce} more problems, see /_mlb/problems`);
    }
    this.#known = sentences;
  }
}
