/**
 * File modes as `ls -l` writes them: 33188 is "-rw-r--r--".
 */
const kinds: Readonly<Record<number, string>> = {
  0o140000: 's',
  0o120000: 'l',
  0o100000: '-',
  0o060000: 'b',
  0o040000: 'd',
  0o020000: 'c',
  0o010000: 'p',
};

const kindMask = 0o170000;

/** The execute letter shares its place with set-id and sticky bits. */
function executeLetter(canExecute: boolean, isSpecial: boolean, special: 's' | 't'): string {
  if (!isSpecial) return canExecute ? 'x' : '-';
  return canExecute ? special : special.toUpperCase();
}

function triple(mode: number, shift: number, specialBit: number, special: 's' | 't'): string {
  const bits = mode >> shift;
  const read = (bits & 4) !== 0 ? 'r' : '-';
  const write = (bits & 2) !== 0 ? 'w' : '-';
  return read + write + executeLetter((bits & 1) !== 0, (mode & specialBit) !== 0, special);
}

export function modeText(mode: number): string {
  const kind = kinds[mode & kindMask] ?? '-';
  const owner = triple(mode, 6, 0o4000, 's');
  return kind + owner + triple(mode, 3, 0o2000, 's') + triple(mode, 0, 0o1000, 't');
}
