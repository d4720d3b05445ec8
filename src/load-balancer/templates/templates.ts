/**
 * The texts that the file of HAProxy is made of. Each can be replaced by a file
 * `templates/HAPROXY_<NAME>`, by an environment variable of that name, which wins, and most of
 * them by a label `HAPROXY_{n}_<NAME>` of one port of one app. A text that cannot be used is a
 * problem, and the standard one is used.
 */
import type { Result } from '../../foundation/result.ts';
import { ok } from '../../foundation/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { literal } from './compile.ts';
import type { Template } from './compile.ts';
import { controlSection, readHead, standardHead } from './head.ts';
import type { HeadOptions } from './head.ts';
import { readTemplate } from './read-template.ts';
import { templateNames, templateTable, unusedTemplates } from './table.ts';
import type { TemplateName } from './table.ts';

/** Texts given by the operator, by full name (`HAPROXY_HEAD`). */
export interface TemplateSources {
  readonly files: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
}

/** What applies to all apps. */
export interface Templates {
  readonly texts: ReadonlyMap<TemplateName, Template>;
  /** The backend that leads to our own endpoints. */
  readonly control: string;
  readonly problems: readonly Problem[];
}

/** Names that files and variables may have. */
export const templateFileNames: readonly string[] = [
  ...templateNames.map(fullName),
  ...[...unusedTemplates].map(fullName),
];

export function templates(sources: TemplateSources, head: HeadOptions): Templates {
  const problems: Problem[] = [];
  const texts = new Map<TemplateName, Template>();
  for (const name of templateNames) {
    const given = findGiven(fullName(name), sources);
    const read = given === undefined ? undefined : readGiven(name, given);
    if (given !== undefined && read?.ok === false) {
      problems.push(refused(fullName(name), read.error, given));
    }
    texts.set(name, read?.ok === true ? read.value : standardTemplate(name, head));
  }
  for (const name of unusedTemplates) {
    const given = findGiven(fullName(name), sources);
    if (given !== undefined) {
      problems.push(refused(fullName(name), 'is used nowhere, as in the original', given));
    }
  }
  return { texts, control: controlSection(head), problems };
}

export function fullName(name: string): string {
  return `HAPROXY_${name}`;
}

function findGiven(name: string, { files, environment }: TemplateSources): string | undefined {
  const variable = environment.get(name);
  if (variable !== undefined && variable !== '') return variable.replaceAll(String.raw`\n`, '\n');
  return files.get(name);
}

function readGiven(name: TemplateName, given: string): Result<Template> {
  if (name !== 'HEAD') return readTemplate(name, given);
  const head = readHead(given);
  return head.ok ? ok(literal(head.value)) : head;
}

function standardTemplate(name: TemplateName, head: HeadOptions): Template {
  if (name === 'HEAD') return literal(standardHead(head));
  const read = readTemplate(name, templateTable[name].standard);
  return read.ok ? read.value : literal('');
}

function refused(label: string, rule: string, value: string): Problem {
  return problem({ label, rule, value, effect: 'the standard text is used' });
}
