/**
 * How a process ended, from the number that wait(2) gives: an exit code in the second byte, or a
 * signal in the lower seven bits (with bit 7 set when core was dumped).
 */

/** In the words of the C library, which is what Mesos shows: "Terminated", "Killed". */
const signalNames: Readonly<Record<number, string>> = {
  1: 'Hangup',
  2: 'Interrupt',
  3: 'Quit',
  4: 'Illegal instruction',
  5: 'Trace/breakpoint trap',
  6: 'Aborted',
  7: 'Bus error',
  8: 'Floating point exception',
  9: 'Killed',
  10: 'User defined signal 1',
  11: 'Segmentation fault',
  12: 'User defined signal 2',
  13: 'Broken pipe',
  14: 'Alarm clock',
  15: 'Terminated',
  16: 'Stack fault',
  24: 'CPU time limit exceeded',
  25: 'File size limit exceeded',
  26: 'Virtual timer expired',
  27: 'Profiling timer expired',
  29: 'I/O possible',
  30: 'Power failure',
  31: 'Bad system call',
};

const signalMask = 0x7f;
const coreDumped = 0x80;

/** Undefined: it was ended by a signal, or nobody knows. */
export function findExitCode(status: number | undefined): number | undefined {
  return status === undefined || (status & signalMask) !== 0 ? undefined : (status >> 8) & 0xff;
}

/** "exited with status 3", "terminated with signal Killed". */
export function waitStatusText(status: number | undefined): string {
  if (status === undefined) return 'ended while nobody watched; its exit status is unknown';
  const exitCode = findExitCode(status);
  if (exitCode !== undefined) return `exited with status ${exitCode}`;
  const signal = status & signalMask;
  const name = signalNames[signal] ?? `Unknown signal ${signal}`;
  return `terminated with signal ${name}${(status & coreDumped) === 0 ? '' : ' (core dumped)'}`;
}
