/** The one sentence about a store whose disk lost or changed something: what, and the way out. */

/** `place` is the directory; `what` is what was found there. */
export function damageText(place: string, what: string): string {
  return (
    `${place} is damaged: ${what}; put an intact copy of the directory back, or move it away and ` +
    `start without it (docs/operating/recovery.md says what is forgotten then)`
  );
}
