/**
 * `npm run bench`: runs the files of bench/ in turn, each in its own process, and prints one table.
 * `npm run bench -- tasks registration` runs only those. A bench file is a program that prints what
 * it likes and one line for each figure: {"figure":"…","value":1,"unit":"…","bar":"≥ 2","mesos":"…"}
 * (bar and mesos, what the real Mesos did on such a machine, may be left out).
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';

import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot, root, say } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const figures = [];
  for (const file of selectedFiles()) {
    say(`\n== ${file}`);
    figures.push(...(await runBench(file)));
  }
  printTable(figures);
});

function selectedFiles() {
  const names = process.argv.slice(2);
  const files = existsSync(inRoot('bench'))
    ? readdirSync(inRoot('bench')).filter((file) => file.endsWith('.mjs'))
    : [];
  const selected = files.filter((file) => names.length === 0 || names.includes(file.slice(0, -4)));
  if (selected.length === 0) throw new Error(`Nothing to run; bench/ has: ${files.join(', ')}`);
  return selected.toSorted();
}

function runBench(file) {
  return new Promise((resolve) => {
    const figures = [];
    let rest = '';
    const child = spawn(process.execPath, [inRoot('bench', file)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line.startsWith('{"figure"')) figures.push({ file, ...JSON.parse(line) });
        else say(line);
      }
    });
    child.on('close', (code) => {
      if (code !== 0) {
        process.exitCode = 1;
        figures.push({ file, figure: `ended with code ${code}`, value: '', unit: '' });
      }
      resolve(figures);
    });
  });
}

function printTable(figures) {
  const rows = [
    ['bench', 'figure', 'here', 'bar', 'real Mesos'],
    ...figures.map(({ file, figure, value, unit, bar = '', mesos = '' }) => [
      file.replace('.mjs', ''),
      figure,
      `${typeof value === 'number' ? value.toLocaleString('en-US') : value} ${unit ?? ''}`.trim(),
      String(bar),
      String(mesos),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  say(`\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model}\n`);
  for (const row of rows) say(row.map((cell, column) => cell.padEnd(widths[column])).join('  '));
}
