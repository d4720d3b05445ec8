/**
 * What could not be used, and why: of one app's label, of a template, of an answer of Marathon. A
 * problem concerns what it names only; everything else is configured as if it were not there.
 */

export interface Problem {
  /** The id of the app; absent where all apps are concerned (a global template). */
  readonly app?: string;
  /** `HAPROXY_0_VHOST`, `HAPROXY_HEAD`, or a field of the app such as `healthChecks`. */
  readonly label: string;
  /** What values must be like: "must be a port from 1 to 65535". */
  readonly rule: string;
  /** What was given; cut when it is long. */
  readonly value: string;
  /** What is done instead. */
  readonly effect: string;
}

const longestValue = 200;

/** Of one app; what is wrong with a hundred labels is seen by the first of them. */
const maxProblemsOfApp = 20;

export function problem(fields: Problem): Problem {
  const { value } = fields;
  if (value.length <= longestValue) return fields;
  return { ...fields, value: `${value.slice(0, longestValue)}…` };
}

/** One line, for logs. */
export function sentenceOf({ app, label, rule, value, effect }: Problem): string {
  const where = app === undefined ? label : `${label} of app ${app}`;
  return `${where} ${rule}; it is ${JSON.stringify(value)}: ${effect}`;
}

/** The problems of one app, which are not endless. */
export class ProblemLog {
  private left = maxProblemsOfApp;

  private readonly app: string;
  private readonly problems: Problem[];

  constructor(app: string, problems: Problem[]) {
    this.app = app;
    this.problems = problems;
  }

  add(fields: Omit<Problem, 'app'>): void {
    if (this.left === 0) return;
    this.left--;
    this.problems.push(problem({ app: this.app, ...fields }));
  }
}
