/**
 * What the project's scripts share: where the project is, saying what is being done, and running a
 * program. Plain JavaScript on Node alone, because they run before anything is installed or built.
 */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const inRoot = (...parts) => join(root, ...parts);

/** One line about what the script is doing now. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Settings of the caller's npm (npm_config_*) make tools started below it print warnings. */
function quietEnvironment(extra) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name));
  const path = `${inRoot('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  return { ...Object.fromEntries(inherited), PATH: path, ...extra };
}

/**
 * Runs a program to its end, at most for `timeoutMs`. Its output is collected, or shown as it comes
 * with `show: true`.
 * Never rejects: a program that cannot be started gives code 127 and the reason as output.
 */
export function run(command, args, { show = false, env = {}, cwd = root, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const colour = show ? {} : { NO_COLOR: '1' };
    const child = spawn(command, args, {
      cwd,
      timeout: timeoutMs,
      env: quietEnvironment({ ...colour, ...env }),
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output });
    });
  });
}

export function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
