/**
 * How names of tasks and frameworks become labels of DNS, exactly as the original makes them:
 * letters in lower case, '.' and '_' become '-', everything else but digits is dropped, and what is
 * left is cut to the length that the rules allow, with no '-' at its ends.
 */

export type Label = (name: string) => string;

/** Of RFC 1123: 63 characters. */
export const hostLabel: Label = (name) => cut(mapped(name), 63, /^-+/);
/** Of RFC 952: 24 characters, the first one a letter. */
export const oldHostLabel: Label = (name) => cut(mapped(name), 24, /^[-0-9]+/);

function mapped(name: string): string {
  return name
    .replace(/[^A-Za-z0-9._-]/g, '')
    .replace(/[._]/g, '-')
    .toLowerCase();
}

/** @compat what was trimmed at the cut is made good by what comes behind it. */
function cut(text: string, mostCharacters: number, left: RegExp): string {
  const trimmed = text.replace(left, '');
  const size = Math.min(trimmed.length, mostCharacters);
  const head = trimmed.slice(0, size).replace(/-+$/, '');
  if (head.length === size) return head;
  const tail = trimmed.slice(size).replace(/^-+/, '');
  return head + tail.slice(0, size - head.length);
}

/** "Prod.My App" is "prod.myapp": each part between dots by itself, empty ones left out. */
export function domainOf(name: string, label: Label): string {
  return name
    .split('.')
    .map(label)
    .filter((part) => part !== '')
    .join('.');
}
