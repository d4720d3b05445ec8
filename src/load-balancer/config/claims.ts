/**
 * What can be had once only: names of backends and rules, addresses of frontends, virtual hosts.
 * Who comes first keeps it; services come by app and port, so that it is always the same one.
 */

export interface Bind {
  readonly address: string;
  readonly port: number;
}

const bindLine = /^[ \t]*bind[ \t]+(\S+)/gm;
const sectionLine = /^[ \t]*(?:frontend|listen)[ \t]+(\S+)/;

export class Claims {
  private readonly owners = new Map<string, string>();

  /** Whose it is already, unless the owner's own; else it is the owner's from now on. */
  claim(kind: 'name' | 'rule' | 'bind' | 'host', what: string, owner: string): string | undefined {
    const key = `${kind} ${what}`;
    const previous = this.owners.get(key);
    if (previous === undefined) this.owners.set(key, owner);
    return previous === owner ? undefined : previous;
  }

  claimBind({ address, port }: Bind, owner: string): string | undefined {
    return this.claim('bind', `${isAny(address) ? '*' : address}:${port}`, owner);
  }
}

/** All ways to say "all addresses"; one for IPv6 alone is told apart from one for IPv4. */
function isAny(address: string): boolean {
  return address === '' || address === '*' || address === '0.0.0.0';
}

/** The addresses that lines of a section bind. */
export function bindsIn(text: string): readonly Bind[] {
  const binds: Bind[] = [];
  for (const match of text.matchAll(bindLine)) {
    for (const place of (match[1] ?? '').split(',')) {
      const colon = place.lastIndexOf(':');
      const port = Number(place.slice(colon + 1));
      if (colon >= 0 && Number.isInteger(port))
        binds.push({ address: place.slice(0, colon), port });
    }
  }
  return binds;
}

/** The frontends of a text that may have several sections. */
export function frontendsIn(text: string): readonly { name: string; text: string }[] {
  const sections = text.split(/^(?=[ \t]*(?:global|defaults|frontend|listen|backend|userlist)\b)/m);
  return sections.flatMap((section) => {
    const name = sectionLine.exec(section)?.[1];
    return name === undefined ? [] : [{ name, text: section }];
  });
}
