import { describe, expect, it } from 'vitest';
import { parseSearch, type Searchable } from './grammar.ts';

interface Row {
  readonly name: string;
  readonly state: string;
  readonly cpus: number;
  readonly reason: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const about: Searchable<Row> = {
  text: ({ name, state }) => `${name}\n${state}`,
  fields: {
    name: ({ name }) => name,
    state: ({ state }) => state,
    cpus: ({ cpus }) => cpus,
    reason: ({ reason }) => reason,
  },
  labels: ({ labels = {} }) => labels,
  facts: { failed: ({ state }) => state === 'FAILED' },
};

const rows: readonly Row[] = [
  { name: 'web-1', state: 'RUNNING', cpus: 0.5, reason: '', labels: { Tier: 'Web' } },
  { name: 'web-2', state: 'FAILED', cpus: 2, reason: 'REASON_CONTAINER_LIMITATION_MEMORY' },
  { name: 'two words', state: 'LOST', cpus: 1, reason: '', labels: { tier: 'db', owner: 'a' } },
];

function found(text: string): string[] {
  const search = parseSearch(text, about);
  if (!search.ok) throw new Error(JSON.stringify(search.fault));
  return rows.filter((row) => search.matches(row)).map(({ name }) => name);
}

describe('the search of tables', () => {
  it.each([
    ['', ['web-1', 'web-2', 'two words']],
    ['web', ['web-1', 'web-2']],
    ['WEB running', ['web-1']],
    ['web -running', ['web-2']],
    ['web !running', ['web-2']],
    ['running,lost', ['web-1', 'two words']],
    ['state:failed,lost', ['web-2', 'two words']],
    ['name=web-1', ['web-1']],
    ['name=web', []],
    ['cpus>1', ['web-2']],
    ['cpus>=1', ['web-2', 'two words']],
    ['CPUS<1', ['web-1']],
    ['"two words"', ['two words']],
    ['name:"two words"', ['two words']],
    ['/^web-[12]/', ['web-1', 'web-2']],
    ['-/web/', ['two words']],
    ['is:failed', ['web-2']],
    ['has:reason', ['web-2']],
    ['-has:reason web', ['web-1']],
    ['label:tier', ['web-1', 'two words']],
    ['label:tier=web', ['web-1']],
    ['label:tier=web,db', ['web-1', 'two words']],
    ['label:owner,no-such', ['two words']],
    ['!label:tier', ['web-2']],
    ['-(web running)', ['web-2', 'two words']],
    ['(web running),lost', ['web-1', 'two words']],
    ['lost,(web -running)', ['web-2', 'two words']],
    ['(web (running,failed)) cpus>1', ['web-2']],
    ['--web', ['web-1', 'web-2']],
    ['web,', ['web-1', 'web-2']],
    ['()', ['web-1', 'web-2', 'two words']],
  ])('%s', (text, names) => expect(found(text)).toEqual(names));

  it.each([
    ['stat:failed', { kind: 'field', word: 'stat', near: ['state'] }],
    ['is:fail', { kind: 'fact', word: 'fail', near: ['failed'] }],
    ['cpus>many', { kind: 'number', word: 'many', near: [] }],
    ['/[/', { kind: 'pattern', word: '[', near: [] }],
    ['"open', { kind: 'quote', word: '"open', near: [] }],
    ['(web', { kind: 'bracket', word: '(web', near: [] }],
    ['('.repeat(50), { kind: 'bracket', word: '('.repeat(30), near: [] }],
    ['zzz:1', { kind: 'field', word: 'zzz', near: [] }],
  ])('says what is wrong with %s', (text, fault) => {
    const search = parseSearch(text, about);
    expect(search.ok ? undefined : search.fault).toEqual(fault);
  });
});
