/**
 * For tests: reads the text format the strict way, as Prometheus does. A family is described before
 * its samples, which stand together; no sample comes twice; names, labels and numbers are well formed.
 */
export interface ReadFamily {
  readonly help: string;
  readonly type: string;
  /** By what is before the number: `name{label="value"}`. */
  readonly samples: Map<string, number>;
}

const sampleLine =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)$/;
const suffixes = /_(sum|count|total)$/;

/** @throws Error naming the line that no scraper would take */
export function readExposition(text: string): Map<string, ReadFamily> {
  const families = new Map<string, ReadFamily>();
  let name = '';
  for (const line of text.split('\n')) {
    const refuse = (why: string): never => {
      throw new Error(`${why}: ${line}`);
    };
    const described = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (described !== null) {
      const [, what, of = '', rest = ''] = described;
      if (what === 'HELP') {
        if (families.has(of)) refuse('a family comes twice');
        families.set((name = of), { help: rest, type: '', samples: new Map() });
      } else {
        families.set(name, { ...families.get(name)!, type: rest });
      }
    } else if (line !== '' && line !== '# EOF') {
      const sample = sampleLine.exec(line) ?? refuse('no sample');
      const base = sample[1]!;
      if (base !== name && base.replace(suffixes, '') !== name) refuse('of another family');
      const { samples } = families.get(name)!;
      const key = line.slice(0, line.lastIndexOf(' '));
      if (samples.has(key)) refuse('a sample comes twice');
      if (!Number.isFinite(Number(sample[4]))) refuse('no number');
      samples.set(key, Number(sample[4]));
    }
  }
  return families;
}
