/**
 * The row of a template in its table, and short ways to write one.
 */

/** `literal` texts go into the file as they are; `text` has keys in braces, and doubled braces. */
export interface TemplateRow {
  readonly kind: 'literal' | 'text';
  /** What may stand in braces. */
  readonly keys: readonly string[];
  /** Whether a label of a port may replace it. */
  readonly hasLabel: boolean;
  /** Part of a line rather than lines. */
  readonly isInline?: boolean;
  /** May begin sections (`frontend …`); others stay within theirs. */
  readonly isSection?: boolean;
  readonly standard: string;
  readonly docs: string;
}

export function lines(...list: readonly string[]): string {
  return list.map((line) => `${line}\n`).join('');
}

/** Begins with an empty line, so that sections stand apart. */
export function section(...list: readonly string[]): string {
  return lines('', ...list);
}

export function perPort(
  keys: readonly string[],
  standard: string,
  docs: string,
  more: Partial<TemplateRow> = {},
): TemplateRow {
  return { kind: 'text', keys, hasLabel: true, standard, docs, ...more };
}

export function literalPerPort(standard: string, docs: string): TemplateRow {
  return { kind: 'literal', keys: [], hasLabel: true, standard, docs };
}

export function global(
  standard: string,
  docs: string,
  keys: readonly string[] = [],
  isSection = true,
): TemplateRow {
  const kind = keys.length > 0 ? 'text' : 'literal';
  return { kind, keys, hasLabel: false, isSection, standard, docs };
}
