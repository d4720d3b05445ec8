/**
 * Names that come near to what was typed: all its letters in their order, better the closer they stand
 * and the more of them begin a word. 0: not at all.
 */
export function nearness(typed: string, name: string): number {
  const [wanted, held] = [typed.toLowerCase(), name.toLowerCase()];
  let score = 0;
  let last = -1;
  for (const letter of wanted) {
    const at = held.indexOf(letter, last + 1);
    if (at === -1) return 0;
    if (at === last + 1) score += 3;
    if (at === 0 || /[/\-_.]/.test(held[at - 1]!)) score += 2;
    score += 1;
    last = at;
  }
  return score / (1 + held.length / 100);
}
