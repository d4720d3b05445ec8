/**
 * Colours that programs write for terminals, as names of classes whose colours are the theme's: of the
 * 16, of 256 and of any colour the nearest hue is taken, so that all can be read on light and dark.
 * All other control sequences, and signs that would turn the direction of writing, are left out.
 */
export interface ColouredText {
  readonly text: string;
  /** Names of classes, "" for none. */
  readonly look: string;
}

type Hue = 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';
const hues: readonly Hue[] = ['dim', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

interface Style {
  readonly hue: Hue | undefined;
  readonly ground: Hue | undefined;
  readonly marks: ReadonlySet<string>;
}

const plainStyle: Style = { hue: undefined, ground: undefined, marks: new Set() };
/** ESC [ … letter, ESC ] … BEL or ESC \, other escapes, and what is no sign to be shown. */
const sequence = new RegExp(
  String.raw`\x1b\[([0-9;:?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\^_a-z0-9=>]?` +
    String.raw`|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]`,
  'g',
);
const isOdd = new RegExp(String.raw`[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]`);

/** What a terminal would leave standing: a program that counts up goes back to the beginning. */
function lastWritten(line: string): string {
  const text = line.replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

/** Without any control sequence: what is searched in. */
export function plainText(line: string): string {
  return isOdd.test(line) ? lastWritten(line).replaceAll(sequence, '') : line;
}

export function coloured(line: string): ColouredText[] {
  if (!isOdd.test(line)) return line === '' ? [] : [{ text: line, look: '' }];
  const written = lastWritten(line);
  const parts: ColouredText[] = [];
  let style = plainStyle;
  let at = 0;
  const put = (text: string): void => {
    if (text !== '') parts.push({ text, look: lookOf(style) });
  };
  for (const found of written.matchAll(sequence)) {
    put(written.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[2] === 'm') style = styleAfter(style, found[1] ?? '');
  }
  put(written.slice(at));
  return parts;
}

function lookOf({ hue, ground, marks }: Style): string {
  const names = [...marks].map((mark) => `sgr-${mark}`);
  // On a coloured ground only one colour is sure to be read.
  if (ground !== undefined) names.push(`sgr-on-${ground}`);
  else if (hue !== undefined) names.push(`sgr-${hue}`);
  return names.join(' ');
}

const marksOn: Readonly<Record<number, string>> = { 1: 'bold', 2: 'faint', 3: 'italic', 4: 'line' };
const marksOff: Readonly<Record<number, readonly string[]>> = {
  22: ['bold', 'faint'],
  23: ['italic'],
  24: ['line'],
};

function styleAfter(before: Style, codes: string): Style {
  const numbers = codes.split(/[;:]/).map(Number);
  let style = before;
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i]!;
    if (code === 38 || code === 48) {
      const [hue, used] = extended(numbers, i + 1);
      i += used;
      style = code === 38 ? { ...style, hue } : { ...style, ground: hue };
    } else style = simple(style, code);
  }
  return style;
}

function simple(style: Style, code: number): Style {
  const within = (first: number): boolean => code >= first && code <= first + 7;
  if (code === 0) return plainStyle;
  if (code === 39) return { ...style, hue: undefined };
  if (code === 49) return { ...style, ground: undefined };
  if (within(30)) return { ...style, hue: hues[code - 30] };
  if (within(90)) return { ...style, hue: hues[code - 90] };
  if (within(40)) return { ...style, ground: hues[code - 40] };
  if (within(100)) return { ...style, ground: hues[code - 100] };
  if (code === 7) return { ...style, ground: style.hue ?? 'white' };
  if (code === 27) return { ...style, ground: undefined };
  const on = marksOn[code];
  if (on !== undefined) return { ...style, marks: new Set([...style.marks, on]) };
  const off = marksOff[code] ?? [];
  return { ...style, marks: new Set([...style.marks].filter((mark) => !off.includes(mark))) };
}

/** "5;n" of a palette of 256, or "2;r;g;b"; and how many numbers that took. */
function extended(numbers: readonly number[], at: number): [Hue | undefined, number] {
  if (numbers[at] === 5) return [hueOfPalette(numbers[at + 1] ?? 0), 2];
  if (numbers[at] !== 2) return [undefined, 1];
  return [hueOf(numbers[at + 1] ?? 0, numbers[at + 2] ?? 0, numbers[at + 3] ?? 0), 4];
}

const firstGrey = 232;
const cubeSide = 6;

function hueOfPalette(index: number): Hue {
  if (index < 16) return hues[index % 8]!;
  if (index >= firstGrey) return index < firstGrey + 12 ? 'dim' : 'white';
  const step = 255 / (cubeSide - 1);
  const cube = index - 16;
  const part = (size: number): number => (Math.floor(cube / size) % cubeSide) * step;
  return hueOf(part(cubeSide * cubeSide), part(cubeSide), part(1));
}

/** Less than this between the strongest and the weakest part is a grey. */
const leastColour = 40;

function hueOf(red: number, green: number, blue: number): Hue {
  const [least, most] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  if (most - least < leastColour) return most < 128 ? 'dim' : 'white';
  const middle = (least + most) / 2;
  const bits = (red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0);
  return hues[bits]!;
}
