/**
 * What is wrong with a definition: at which place, by which rule, and on which line of the text that
 * stands. A warning keeps nobody from going on. Places are written as Marathon's refusals name them.
 */
import type { EditWord } from '../../texts/areas/edit.ts';
import type { Path } from './definition.ts';

export interface Fault {
  readonly path: Path;
  readonly rule: EditWord;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly isWarning?: boolean;
  /** For a name that nobody knows: the one that was perhaps meant. */
  readonly nearest?: string | undefined;
}

/** "/portDefinitions(0)/port" */
export function textOfPath(path: Path): string {
  if (path.length === 0) return '/';
  return path.map((step) => (typeof step === 'number' ? `(${step})` : `/${step}`)).join('');
}

/** Of what Marathon says, also in the older form with slashes and without the first one. */
export function pathOfText(text: string): Path {
  return text
    .split('/')
    .filter(Boolean)
    .flatMap((part) => {
      const [name = '', ...indices] = part.split(/\((\d+)\)/).filter((piece) => piece !== '');
      const first = /^\d+$/.test(name) ? Number(name) : name;
      return [first, ...indices.map(Number)];
    });
}
