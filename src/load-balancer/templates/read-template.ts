/**
 * A text that somebody gives for a template, checked as far as can be seen without HAProxy: known
 * keys, balanced braces, no control characters, and no sections of its own where it stands in the
 * middle of one. What HAProxy says of it is seen when the whole file is tried.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { compile, literal } from './compile.ts';
import type { Template } from './compile.ts';
import type { TemplateRow } from './row.ts';
import { templateTable } from './table.ts';
import type { TemplateName } from './table.ts';

const beginsSection =
  /^\s*(?:global|defaults|frontend|backend|listen|userlist|peers|resolvers|mailers|cache|program|http-errors|ring|log-forward|fcgi-app)\b/m;

export function readTemplate(name: TemplateName, given: string): Result<Template> {
  const row: TemplateRow = templateTable[name];
  const text = asLines(row, given);
  // Tabs and newlines are what a file has anyway.
  if (/[^\P{Cc}\t\n]/u.test(text)) {
    return failure('must not have control characters');
  }
  if (row.isInline === true && text.includes('\n')) return failure('must be one line');
  if (row.isSection !== true && beginsSection.test(text)) {
    return failure('must not begin a section, since it stands within one');
  }
  return row.kind === 'literal' ? ok(literal(text)) : compile(text, row.keys);
}

/** Lines end with a newline, also where whoever wrote the text left the last one out. */
function asLines(row: TemplateRow, given: string): string {
  const text = given.replaceAll('\r\n', '\n');
  if (row.isInline === true) {
    const trimmed = text.trim();
    return trimmed === '' ? '' : ` ${trimmed}`;
  }
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
