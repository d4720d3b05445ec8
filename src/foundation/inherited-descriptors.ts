/**
 * Descriptors that a program was started with, beside its input and output. Nobody meant them for it
 * (a shell's redirection, a lock, a socket of whoever started it), and what it starts itself would
 * inherit them: tasks could read and write what is none of their business, and keep it open for ever.
 *
 * Whatever Node opens closes itself in children, and so do the first few that it finds (libuv sees to
 * that). In the first moments of a process those that do not are inherited ones. Only Linux tells (/proc/self/fdinfo); elsewhere nothing is closed.
 */
import { closeSync, readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC, as Linux writes it in `flags`. */
const closesOnExec = 0o2000000;
const lastOfStdio = 2;

/** Call it first of all, in the program itself. Gives those that were closed. */
export function closeInheritedDescriptors(): readonly number[] {
  return listDescriptors().filter((descriptor) => {
    if (descriptor <= lastOfStdio || !isInherited(descriptor)) return false;
    try {
      closeSync(descriptor);
      return true;
    } catch {
      return false; // it was the one that listed them
    }
  });
}

function listDescriptors(): readonly number[] {
  try {
    return readdirSync('/proc/self/fd').map(Number);
  } catch {
    return [];
  }
}

function isInherited(descriptor: number): boolean {
  try {
    const text = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1');
    const flags = /^flags:\s*([0-7]+)/mu.exec(text)?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & closesOnExec) === 0;
  } catch {
    return false;
  }
}
