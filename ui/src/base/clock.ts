/**
 * The master's time: what happened is told in it, and how long ago that is must not depend on the
 * clock of whoever looks.
 */
let offsetMs = 0;

export function setClockOffset(ms: number): void {
  offsetMs = ms;
}

export function clusterOffsetMs(): number {
  return offsetMs;
}

export function clusterNowMs(): number {
  return Date.now() + offsetMs;
}
