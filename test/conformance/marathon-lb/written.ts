/**
 * What a file of HAProxy says, in a form in which two programs can be compared: frontends with the
 * conditions under which they lead somewhere, backends with their servers. Conditions are written
 * out (names of ACLs differ), and without `-i`.
 */

export interface Route {
  readonly to: string;
  readonly if: readonly string[];
}

export interface Written {
  readonly frontends: readonly {
    readonly name: string;
    readonly bind: readonly string[];
    readonly mode: string;
    readonly routes: readonly Route[];
  }[];
  readonly backends: readonly {
    readonly name: string;
    readonly mode: string;
    readonly balance: string;
    readonly servers: readonly string[];
  }[];
  /** Names of lists of users. */
  readonly users: readonly string[];
  readonly maps?: Readonly<Record<string, string>>;
}

interface Section {
  readonly kind: string;
  readonly name: string;
  readonly lines: string[];
}

const route =
  /^(?:use_backend\s+(\S+)|(?:http-request )?redirect\s+(.*?)|http-request auth realm ("[^"]*"|\S+))(?:\s+if\s+(.*))?$/;

export function parseWritten(text: string): Written {
  const sections = sectionsOf(text);
  const ofKind = (kind: string) => sections.filter((section) => section.kind === kind);
  return {
    frontends: ofKind('frontend').map((section) => ({
      name: section.name,
      bind: argumentsOf(section, 'bind'),
      mode: argumentsOf(section, 'mode')[0] ?? '',
      routes: routesOf(section),
    })),
    backends: ofKind('backend').map((section) => ({
      name: section.name,
      mode: argumentsOf(section, 'mode')[0] ?? '',
      balance: argumentsOf(section, 'balance')[0] ?? '',
      servers: argumentsOf(section, 'server'),
    })),
    users: ofKind('userlist').map(({ name }) => name),
  };
}

function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  for (const line of text.split('\n')) {
    const [kind, name = ''] = line.trim().split(/\s+/);
    if (kind === undefined || kind === '' || kind.startsWith('#')) continue;
    if (/^\S/.test(line)) sections.push({ kind, name, lines: [] });
    else sections.at(-1)?.lines.push(line.trim());
  }
  return sections;
}

function argumentsOf({ lines }: Section, directive: string): readonly string[] {
  return lines.flatMap((line) => {
    const [first, ...rest] = line.split(/\s+/);
    return first === directive && rest.length > 0 ? [line.slice(directive.length).trim()] : [];
  });
}

function routesOf(section: Section): readonly Route[] {
  const rules = new Map<string, string[]>();
  for (const acl of argumentsOf(section, 'acl')) {
    const [name = ''] = acl.split(/\s+/);
    const condition = normal(acl.slice(name.length));
    const conditions = rules.get(name) ?? [];
    if (!conditions.includes(condition)) conditions.push(condition);
    rules.set(name, conditions);
  }
  return section.lines.flatMap((line) => {
    const match = route.exec(line);
    if (match === null) return [];
    const [, backend, redirect, realm, conditions = ''] = match;
    const to =
      backend !== undefined
        ? `backend ${backend}`
        : redirect !== undefined
          ? `redirect ${redirect}`
          : `auth ${realm ?? ''}`;
    return [{ to, if: (conditions.match(/!?\{[^}]*\}|\S+/g) ?? []).map((c) => meaning(c, rules)) }];
  });
}

function meaning(condition: string, rules: ReadonlyMap<string, readonly string[]>): string {
  const isNegated = condition.startsWith('!');
  const bare = condition.replace(/^!/, '');
  const text = bare.startsWith('{')
    ? normal(bare.slice(1, -1))
    : (rules.get(bare) ?? [`?${bare}`]).join(' or ');
  return isNegated ? `not ${text}` : text;
}

function normal(condition: string): string {
  return condition.replaceAll(' -i ', ' ').replaceAll(/\s+/g, ' ').trim();
}
