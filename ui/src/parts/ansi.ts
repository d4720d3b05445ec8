/** Colours that programs write for terminals; all other control sequences are left out. */
export interface ColouredText {
  readonly text: string;
  /** "" for none. */
  readonly colour: string;
}

const colours = ['dim', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
// eslint-disable-next-line no-control-regex
const sequence =
  /\u001b\[([0-9;]*)([A-Za-z])|\u001b\][^\u0007]*\u0007|[\u0000-\u0008\u000b-\u001f\u007f]/g;

export function coloured(line: string): ColouredText[] {
  const parts: ColouredText[] = [];
  let colour = '';
  let at = 0;
  const put = (text: string): void => {
    if (text !== '') parts.push({ text, colour });
  };
  for (const found of line.matchAll(sequence)) {
    put(line.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[2] === 'm') colour = colourAfter(colour, found[1] ?? '');
  }
  put(line.slice(at));
  return parts;
}

function colourAfter(before: string, codes: string): string {
  let colour = before;
  for (const code of codes === '' ? ['0'] : codes.split(';')) {
    const number = Number(code);
    if (number === 0 || number === 39) colour = '';
    else if (number >= 30 && number <= 37) colour = colours[number - 30]!;
    else if (number >= 90 && number <= 97) colour = colours[number - 90]!;
  }
  return colour;
}
