/**
 * Who asks. A request carries its principal from the edge to wherever somebody wants to know; undefined
 * is somebody who did not say, which is everybody until authentication is there.
 */
import type { HttpPrincipal } from '../foundation/http/index.ts';

export type Principal = HttpPrincipal;

/** "principal 'ops'", for refusals and the log. */
export function principalText(principal: Principal | undefined): string {
  if (principal === undefined) return 'nobody in particular';
  if (principal.value !== undefined) return `principal '${principal.value}'`;
  const claims = [...principal.claims].map(([name, value]) => `${name}=${value}`);
  return `a principal with claims { ${claims.join(', ')} }`;
}

/** Of somebody whose name alone is known. */
export function principalNamed(value: string | undefined): Principal | undefined {
  return value === undefined ? undefined : { value, claims: new Map() };
}

/** @compat why a master refuses somebody who has claims and no name. */
export const noValue =
  "The request's authenticated principal contains claims, but no value string. The master currently requires that principals have a value";
