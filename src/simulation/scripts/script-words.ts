/** The words of a script's command: its name, plain words, and words with names (`run=2s`). */
export interface Words {
  readonly name: string;
  readonly plain: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

export function readWords(line: string): Words {
  const [name = '', ...rest] = line.trim().split(/\s+/);
  const named: Record<string, string> = {};
  for (const word of rest.filter((part) => part.includes('='))) {
    const at = word.indexOf('=');
    named[word.slice(0, at)] = word.slice(at + 1);
  }
  return { name, plain: rest.filter((part) => !part.includes('=')), named };
}

/** "1.5s", "200ms", "2min" in seconds; @throws Error when it is no duration */
export function seconds(text: string): number {
  const found = /^([\d.]+)(ms|s|min)$/.exec(text);
  if (found === null) throw new Error(`'${text}' is no duration, like 200ms, 1.5s or 2min`);
  const factor = { ms: 0.001, s: 1, min: 60 }[found[2] as 'ms' | 's' | 'min'];
  return Number(found[1]) * factor;
}
