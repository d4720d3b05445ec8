/**
 * The `Date` header. Every answer carries one, so the text is made once a second and shared.
 */
import { wallTime } from '../wall-time.ts';

let shownSecond = -1;
let shownText = '';

/** "Fri, 20 Nov 2026 23:38:00 GMT" for this second. */
export function httpDate(): string {
  const nowMs = wallTime.now();
  const second = Math.floor(nowMs / 1000);
  if (second !== shownSecond) {
    shownSecond = second;
    shownText = new Date(nowMs).toUTCString();
  }
  return shownText;
}
