/** Where instances may run: field, operator and what the operator needs. */
import { compileRe2 } from '../../../foundation/re2/re2.ts';
import {
  type Constraint,
  type ConstraintOperator,
  constraintOperators,
} from '../../model/run-spec.ts';
import type { Problems } from '../problems.ts';

const integer = /^[+-]?\d{1,10}$/;
const textOrNumber = /^[a-zA-Z0-9_/.-]*$/;

function isInt32(text: string): boolean {
  return integer.test(text) && Math.abs(Number(text)) < 2 ** 31;
}

/** As much as offers are matched with. */
const maxPatternBytes = 1024 * 1024;

function isRegularExpression(text: string): boolean {
  return compileRe2(text, maxPatternBytes).ok;
}

export function findOperator(text: string): ConstraintOperator | undefined {
  return constraintOperators.find((operator) => operator === text.toUpperCase());
}

/** What is wrong with it, if anything. */
export function findConstraintError({ field, operator, value }: Constraint): string | undefined {
  if (field === '') return 'missing field for constraint declaration';
  switch (operator) {
    case 'UNIQUE':
      return value === undefined ? undefined : 'UNIQUE does not accept a value';
    case 'CLUSTER':
      return undefined;
    case 'GROUP_BY':
      return value === undefined || isInt32(value)
        ? undefined
        : 'GROUP BY must define an integer value or else no value at all';
    case 'MAX_PER':
      return value !== undefined && isInt32(value)
        ? undefined
        : 'MAX_PER requires an integer value';
    case 'LIKE':
    case 'UNLIKE':
      if (value === undefined) {
        return 'LIKE and UNLIKE require a non-empty, regular expression value';
      }
      return isRegularExpression(value) ? undefined : 'is not a valid regular expression';
    case 'IS':
      return textOrNumber.test(value ?? '')
        ? undefined
        : 'IS only supports Mesos text and float values (see http://mesos.apache.org/documentation/latest/attributes-resources/)';
  }
}

/** As apps write it: ["hostname", "UNIQUE"] */
export function checkAppConstraint(
  parts: readonly string[],
  path: string,
  problems: Problems,
): void {
  const error = findAppConstraintError(parts);
  if (error !== undefined) problems.add(path, error);
}

function findAppConstraintError(parts: readonly string[]): string | undefined {
  const [field, word, value] = parts;
  if (field === undefined || word === undefined || parts.length > 3) {
    return 'Each constraint must have either 2 or 3 fields';
  }
  if (field === '') return 'illegal constraint specification';
  const operator = findOperator(word);
  if (operator === undefined) {
    return 'operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS';
  }
  return findConstraintError({ field, operator, ...(value !== undefined && { value }) });
}

/** Of the disk that a persistent volume is made on: ["path", "LIKE", "/disk[12]"] */
export function findVolumeConstraintError(parts: readonly string[]): string | undefined {
  const [field, word, value] = parts;
  if (field === undefined && word === undefined) return 'Missing field and operator';
  if (field !== 'path' || word === undefined || value === undefined) {
    return `Unsupported constraint ${parts.join(',')}`;
  }
  const operator = constraintOperators.find((known) => known === word);
  if (operator === undefined) return `unknown constraint operator ${word}`;
  if (operator !== 'LIKE' && operator !== 'UNLIKE') return 'Operator must be one of LIKE, UNLIKE';
  return isRegularExpression(value) ? undefined : 'Invalid regular expression';
}
