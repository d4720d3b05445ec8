/**
 * How a deployment ends when it cannot go on, with the exit code that scripts go by.
 */

export const exitCodes = {
  notConfirmed: 1,
  other: 2,
  badArgument: 3,
  missingField: 4,
  balancer: 5,
  marathon: 6,
  create: 7,
  delete: 8,
  scale: 9,
} as const;

export interface Failure {
  readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes];
  readonly text: string;
}
