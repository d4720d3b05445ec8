/** What images need of the machine beside what the launcher needs, with a sentence for what is missing. */
import { execFileSync } from 'node:child_process';

/** Undefined: all of it is there. */
export function findImagesObstacle(): string | undefined {
  if (!said('tar', '--version').includes('GNU tar')) {
    return "it needs GNU tar on the agent's machine, which knows extended attributes; install it";
  }
  if (said('ldd', '/bin/sh') === '') {
    return "it needs ldd on the agent's machine, to find what the tools of containers are linked to; install it";
  }
  return undefined;
}

function said(program: string, argument: string): string {
  try {
    return execFileSync(program, [argument], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
