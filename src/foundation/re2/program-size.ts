/**
 * How many instructions RE2 would need for a program of the JavaScript port. Limits are given in
 * that unit, and the two differ: RE2 works on bytes of UTF-8 and the port on characters; and RE2
 * lays its program out in lists of alternatives, one for each place that matching can go on from.
 *
 * The count is RE2's own for ASCII; for classes of other characters it may be off by some.
 */

/** What the port compiles to; it does not publish the types of its instructions. */
export interface Program {
  readonly inst: readonly Instruction[];
  readonly start: number;
}

interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  /** Pairs of first and last; a single character stands alone. */
  readonly runes: ArrayLike<number> | null;
}

const alternative = new Set([1, 2]);
const emptyWidth = 4;
const match = 6;
const nothing = 7;
const rune = 8;
const anyCharacter = 10;
const anyButNewline = 11;
const foldCase = 1;
const beginText = 4;
const endText = 8;

/** What RE2 puts before a program that may match anywhere. */
const searchPrefixSize = 3;

/** Of the memory it may take, RE2 takes two thirds for the program: a head, and 8 bytes an instruction. */
export function mostInstructionsIn(memBytes: number): number {
  return Math.floor((Math.floor((memBytes * 2) / 3) - 432) / 8);
}

/** Stops counting above `most`. */
export function estimateProgramSize({ inst, start }: Program, most: number): number {
  // The port needs more than RE2 for alternatives only, and never twice as many.
  if (inst.length > 2 * (most + searchPrefixSize)) return inst.length;
  const first = inst[start]!;
  let size = first.op === emptyWidth && (first.arg & beginText) !== 0 ? 0 : searchPrefixSize;
  const heads = new Set([start]);
  // A set may grow while it is walked: first all heads, then the length of each one's list.
  for (const head of heads) {
    for (const leaf of leavesOf(inst, head)) {
      if (inst[leaf]!.op !== match) heads.add(inst[leaf]!.out);
    }
  }
  for (const head of heads) {
    for (const leaf of leavesOf(inst, head, heads)) {
      if (size > most) return size;
      size += leaf !== head && heads.has(leaf) ? 1 : instructionSize(inst[leaf]!);
    }
  }
  return size;
}

/** Where one gets from `head` without reading anything; does not look behind other heads. */
function leavesOf(
  inst: readonly Instruction[],
  head: number,
  heads?: ReadonlySet<number>,
): readonly number[] {
  const leaves: number[] = [];
  const seen = new Set([head]);
  // A set may grow while it is walked.
  for (const at of seen) {
    const one = inst[at]!;
    if (at !== head && heads?.has(at)) leaves.push(at);
    else if (alternative.has(one.op)) seen.add(one.out).add(one.arg);
    else if (isFree(one)) seen.add(one.out);
    else leaves.push(at);
  }
  return leaves;
}

/** RE2 takes anchors of the text off the program. */
function isFree({ op, arg }: Instruction): boolean {
  return op === nothing || (op === emptyWidth && (arg & (beginText | endText)) !== 0);
}

function instructionSize({ op, arg, runes }: Instruction): number {
  if (op < rune) return 1;
  if (op === anyCharacter) return classSize([0, lastRune]);
  if (op === anyButNewline) return classSize([0, 9, 11, lastRune]);
  if (runes === null) return 1;
  if (runes.length !== 1) return classSize(Array.from(runes));
  return classSize((arg & foldCase) === 0 ? [runes[0]!, runes[0]!] : variantsOf(runes[0]!));
}

const lastRune = 0x10ffff;

/** A letter in both cases; k and s have a third form, outside of ASCII. */
function variantsOf(character: number): number[] {
  const text = String.fromCodePoint(character);
  const third = { k: '\u212a', s: '\u017f' }[text.toLowerCase()] ?? text;
  const variants = new Set([text, third, text.toLowerCase(), text.toUpperCase()]);
  return [...variants].flatMap((variant) => [variant.codePointAt(0)!, variant.codePointAt(0)!]);
}

function classSize(runes: readonly number[]): number {
  const lower: number[] = [];
  const bytes = new Set<string>();
  let size = 0;
  for (let i = 0; i < runes.length; i += 2) {
    const [low, high] = [runes[i]!, runes[i + 1]!];
    if (low < 0x80) {
      lower.push(low, Math.min(high, 0x7f));
      size++;
    }
    if (high >= 0x80) addSequences(bytes, Math.max(low, 0x80), high);
  }
  return size - foldedRanges(lower) + bytes.size;
}

/** Ranges of capital letters whose small ones are in the class as well need nothing of their own. */
function foldedRanges(ranges: readonly number[]): number {
  const has = (character: number): boolean =>
    ranges.some((low, i) => i % 2 === 0 && low <= character && character <= ranges[i + 1]!);
  for (let capital = 65; capital <= 90; capital++) {
    if (has(capital) !== has(capital + 32)) return 0;
  }
  return ranges.filter((low, i) => i % 2 === 0 && low >= 65 && ranges[i + 1]! <= 90).length;
}

/** Adds the ranges of bytes that the UTF-8 of these characters takes, each where it stands. */
function addSequences(found: Set<string>, low: number, high: number): void {
  if (low === 0x80 && high === lastRune) {
    // RE2 does not tell overlong forms apart here: three lengths, a lead byte and tails for each.
    for (const place of ['2', '3', '4', ...tails.slice(1)]) found.add(place);
    return;
  }
  const cut = findCut(low, high);
  if (cut === undefined) return addSequence(found, low, high);
  addSequences(found, low, cut);
  addSequences(found, cut + 1, high);
}

/** Where to divide what is not one sequence of byte ranges. */
function findCut(low: number, high: number): number | undefined {
  for (const limit of [0x7ff, 0xffff]) if (low <= limit && limit < high) return limit;
  for (let i = 1; i < lengthOf(high); i++) {
    const rest = 2 ** (6 * i) - 1;
    if ((low & ~rest) === (high & ~rest)) continue;
    if ((low & rest) !== 0) return low | rest;
    if ((high & rest) !== rest) return (high & ~rest) - 1;
  }
  return undefined;
}

function lengthOf(character: number): number {
  return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/** Bytes that may be any continuation are shared as tails, the others by what is before them. */
function addSequence(found: Set<string>, low: number, high: number): void {
  let tail = 0;
  const rest = (): number => 2 ** (6 * (tail + 1)) - 1;
  while (tail < lengthOf(high) - 1 && (low & rest()) === 0 && (high & rest()) === rest()) tail++;
  for (const place of tails.slice(1, tail + 1)) found.add(place);
  for (let i = tail; i < lengthOf(high); i++) {
    found.add(
      `${lengthOf(high)}: ${low >> (6 * i)}-${high >> (6 * i)}${i === tail ? tails[tail] : ''}`,
    );
  }
}

const tails = ['', ' and any', ' and any two', ' and any three'];
