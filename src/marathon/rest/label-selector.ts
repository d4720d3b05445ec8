/**
 * Label selectors: `key`, `key==v`, `key!=v`, `key in (a,b)`, `key notin (a,b)`, several with commas,
 * all of which have to hold. Reserved characters are written with a backslash before them.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';

type Labels = Readonly<Record<string, string>>;
type Selector = (labels: Labels) => boolean;

const word = String.raw`(?:[^\s,!=()\\]|\\.)+`;
const requirement = new RegExp(
  String.raw`^\s*(${word})\s*(?:(==|!=)\s*(${word})|(in|notin)\s*\(([^()]*)\))?\s*(?:,|$)`,
);

export function readSelector(text: string): Result<Selector> {
  const all: Selector[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const found = requirement.exec(rest);
    if (found === null) return failure(`Can't parse label selector: "${text}" at "${rest}"`);
    const [whole, key = '', comparison, value, membership, list] = found;
    all.push(selectorOf(unescaped(key), comparison ?? membership ?? '', value ?? list));
    rest = rest.slice(whole.length).trim();
  }
  return ok((labels) => all.every((each) => each(labels)));
}

function selectorOf(key: string, operator: string, operand = ''): Selector {
  const values = new Set(operand.split(',').map((each) => unescaped(each.trim())));
  switch (operator) {
    case '==':
      return (labels) => labels[key] === unescaped(operand);
    case '!=':
      return (labels) => labels[key] !== unescaped(operand);
    case 'in':
      return (labels) => labels[key] !== undefined && values.has(labels[key]);
    case 'notin':
      return (labels) => labels[key] === undefined || !values.has(labels[key]);
    default:
      return (labels) => labels[key] !== undefined;
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
