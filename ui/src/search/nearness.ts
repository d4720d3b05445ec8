/**
 * Names that come near to what was typed: all its letters in their order, better the closer they stand
 * and the more of them begin a word; best where they stand together. 0: not at all.
 */
export function nearness(typed: string, name: string): number {
  const [wanted, held] = [typed.toLowerCase(), name.toLowerCase()];
  const together = startOf(wanted, held);
  let score = 0;
  let last = together - 1;
  for (const letter of wanted) {
    const at = held.indexOf(letter, last + 1);
    if (at === -1) return 0;
    if (at === last + 1) score += 4;
    if (beginsWord(held, at)) score += 2;
    score += 1;
    last = at;
  }
  return score / (1 + held.length / 100);
}

/** Where it stands in one piece, at the beginning of a word if it does so anywhere; else 0. */
function startOf(wanted: string, held: string): number {
  const first = held.indexOf(wanted);
  for (let at = first; at !== -1; at = held.indexOf(wanted, at + 1)) {
    if (beginsWord(held, at)) return at;
  }
  return Math.max(0, first);
}

function beginsWord(held: string, at: number): boolean {
  return at === 0 || /[/\-_.\s]/.test(held[at - 1]!);
}

/** The best `most` of those that come near at all, the nearest first. */
export function nearest<T>(
  all: Iterable<T>,
  nearnessOf: (one: T) => number,
  most: number,
): { readonly one: T; readonly score: number }[] {
  const best: { one: T; score: number }[] = [];
  for (const one of all) {
    const score = nearnessOf(one);
    if (score === 0 || (best.length === most && score <= best.at(-1)!.score)) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.score < score) at--;
    best.splice(at, 0, { one, score });
    if (best.length > most) best.pop();
  }
  return best;
}
