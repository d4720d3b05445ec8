/**
 * The `Date` header. Every answer carries one, so the text is made once a second and shared.
 */
import { wallTime } from '../wall-time.ts';

let shownSecond = -1;
let shownText = '';

/** Of a file, say: "Fri, 20 Nov 2026 23:38:00 GMT". */
export function dateText(ms: number): string {
  return new Date(ms).toUTCString();
}

/** "Fri, 20 Nov 2026 23:38:00 GMT" for this second. */
export function httpDate(): string {
  const nowMs = wallTime.now();
  const second = Math.floor(nowMs / 1000);
  if (second !== shownSecond) {
    shownSecond = second;
    shownText = dateText(nowMs);
  }
  return shownText;
}
