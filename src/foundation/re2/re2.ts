/**
 * Regular expressions from strangers: RE2's syntax, matched in time linear in the text whatever the
 * pattern. JavaScript's own would backtrack, and one pattern could stop a whole process.
 *
 * The engine is a port of RE2; refusals are put into the words of RE2 itself, and sizes are counted
 * as RE2 counts them. It is loaded with the first pattern: most processes never see one.
 *
 * @compat `\C` (one byte) and two groups of one name are refused; `(?<name>...)` is taken, as newer
 * versions of RE2 do.
 */
import { createRequire } from 'node:module';

import type * as Engine from 're2js';

import { type Result, failure, ok } from '../result.ts';
import { TextCache } from '../text-cache.ts';
import { estimateProgramSize, mostInstructionsIn } from './program-size.ts';

export class Re2 {
  /** In instructions, as RE2 would compile it. */
  readonly programSize: number;
  readonly #pattern: Engine.RE2JS;
  readonly #known = new TextCache<boolean>(mostRememberedBytes, 0);

  constructor(pattern: Engine.RE2JS, programSize: number) {
    this.#pattern = pattern;
    this.programSize = programSize;
  }

  /** Whether the whole of the text matches. */
  matches(text: string): boolean {
    const known = this.#known.find(text);
    if (known !== undefined) return known;
    const isMatch = this.#pattern.testExact(text);
    this.#known.keep(text, isMatch);
    return isMatch;
  }
}

/** In characters. Reading takes some microseconds for each, and what is longer hardly ever fits. */
const longestPattern = 4096;

/** The same few texts (racks, zones, hosts) are asked for again and again; some thousands of them. */
const mostRememberedBytes = 128 * 1024;

/** The error is what RE2 would say: "missing ): (a". */
export function compileRe2(pattern: string, maxMemBytes: number): Result<Re2> {
  if (pattern.length > longestPattern) return failure(tooLarge);
  const engine = getEngine();
  try {
    const compiled = engine.RE2JS.compile(pattern);
    const most = mostInstructionsIn(maxMemBytes);
    const size = estimateProgramSize(compiled.re2().prog, most);
    if (size > most) return failure(tooLarge);
    return ok(new Re2(compiled, size));
  } catch (error) {
    if (error instanceof engine.RE2JSSyntaxException) return failure(refusal(error));
    if (error instanceof engine.RE2JSException) return failure(tooLarge);
    throw error;
  }
}

let loaded: typeof Engine | undefined;

function getEngine(): typeof Engine {
  loaded ??= createRequire(import.meta.url)('re2js') as typeof Engine;
  return loaded;
}

const tooLarge = 'pattern too large - compile failed';

/** What the engine says (left) and what RE2 says. */
const wordsOfRe2: Readonly<Record<string, string>> = {
  'missing closing )': 'missing )',
  'missing closing ]': 'missing ]',
  'missing argument to repetition operator': 'no argument for repetition operator',
  'invalid nested repetition operator': 'bad repetition operator',
  'invalid repeat count': 'invalid repetition size',
  'invalid named capture': 'invalid named capture group',
  'invalid or unsupported Perl syntax': 'invalid perl operator',
  'trailing backslash at end of expression': 'trailing \\',
};

function refusal({ error, input }: { error: string; input: string | null }): string {
  const words = wordsOfRe2[error] ?? error;
  return input === null || input === '' ? words : `${words}: ${input}`;
}
