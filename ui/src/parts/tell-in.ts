/** When the next verdict may be told. */

export const leastBetweenMs = 7_000;

/** Undefined: it is told already. */
export function tellInMs(
  told: { readonly verdict: string; readonly atMs: number },
  verdict: string,
  nowMs: number,
): number | undefined {
  if (told.verdict === verdict) return undefined;
  return Math.max(0, told.atMs + leastBetweenMs - nowMs);
}
