/**
 * Gives log lines the place in the source that they come from. A stack trace for each line would
 * cost more than the line, and name the compiled file; so the build writes the place down where a
 * line is logged: `log.info(` of line 12 of master.ts becomes `log.at("master.ts:12").info(`.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const logCall =
  /(?<=\b(?:[lL]og|createLog\([^()]*\))\s*)\.\s*(?=(?:info|warning|error|verbose)\()/g;
const exitLine = /(?<=\b(?:exitLine|loudWarning)\(\s*)'\w+'/g;

/** @returns the text of a module, with as many lines as before */
export function withLogPlaces(text, path) {
  const file = basename(path);
  const place = (at) => JSON.stringify(`${file}:${lineOf(text, at)}`);
  return text
    .replace(exitLine, (_, at) => place(at))
    .replace(
      logCall,
      (dot, at, whole) =>
        `.at(${JSON.stringify(`${file}:${lineOf(whole, at + dot.length)}`)})${dot}`,
    );
}

function lineOf(text, at) {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) {
    line++;
  }
  return line;
}

/** For the bundler: reads the sources of `directory` so. */
export function logPlaces(directory) {
  return {
    name: 'log-places',
    load(id) {
      if (!id.startsWith(directory) || !id.endsWith('.ts')) return null;
      return { code: withLogPlaces(readFileSync(id, 'utf8'), id), moduleType: 'ts' };
    },
  };
}
