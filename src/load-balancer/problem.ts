/**
 * What could not be used, and why: of one app's label, of a template, of an answer of Marathon. A
 * problem concerns what it names only; everything else is configured as if it were not there.
 */

export interface Problem {
  /** The id of the app; absent where all apps are concerned (a global template). */
  readonly app?: string;
  /** `HAPROXY_0_VHOST`, `HAPROXY_HEAD`, or a field of the app such as `healthChecks`. */
  readonly label: string;
  /** What values must be like, as a sentence. */
  readonly rule: string;
  /** What was given; cut when it is long. */
  readonly value: string;
  /** What is done instead, as a sentence. */
  readonly effect: string;
}

const longestValue = 200;

export function problem(fields: Problem): Problem {
  const { value } = fields;
  if (value.length <= longestValue) return fields;
  return { ...fields, value: `${value.slice(0, longestValue)}…` };
}

/** One line, for logs. */
export function sentenceOf({ app, label, rule, value, effect }: Problem): string {
  const where = app === undefined ? label : `${label} of app ${app}`;
  return `${where}: ${rule}, not ${JSON.stringify(value)}; ${effect}`;
}
