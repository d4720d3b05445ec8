/** Pairs and constraints in stored form, as the API writes them. */
import type { Constraint } from '../../protocol/generated/marathon.ts';
import type { Label, Parameter } from '../../protocol/generated/mesos.ts';

export function constraintTexts({ field, operator, value }: Constraint): readonly string[] {
  return value === undefined ? [field, operator] : [field, operator, value];
}

export function textsOf(pairs: readonly (Label | Parameter)[] = []): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value ?? '']));
}
