/**
 * How the process of a task ended, read from what its executor says ("exited with status 127"),
 * because no field of a status has it; and what that number usually means.
 */
export interface Exit {
  /** "127", or the name of a signal. */
  readonly what: string;
  readonly kind: 'status' | 'signal';
  readonly meaning:
    | 'exitSuccess'
    | 'exitOwn'
    | 'exitNotExecutable'
    | 'exitNotFound'
    | 'exitKilled'
    | 'exitTerminated'
    | 'exitCrashed'
    | 'exitSignal';
}

const crashes = new Set(['Illegal instruction', 'Aborted', 'Bus error', 'Segmentation fault']);
const crashNumbers = new Set([4, 6, 7, 11]);
const [killNumber, termNumber] = [9, 15];
/** Shells add the number of the signal to it. */
const signalBase = 128;
const lastSignal = 64;

export function findExit(message: string): Exit | undefined {
  const status = /exited with (?:status|code) (\d{1,3})\b/i.exec(message)?.[1];
  if (status !== undefined) {
    return { what: status, kind: 'status', meaning: meaningOf(Number(status)) };
  }
  const signal = /terminated with signal ([A-Z][\w /]{0,40})/.exec(message)?.[1]?.trim();
  if (signal === undefined) return undefined;
  return { what: signal, kind: 'signal', meaning: signalMeaning(signal) };
}

function meaningOf(status: number): Exit['meaning'] {
  if (status === 0) return 'exitSuccess';
  if (status === 126) return 'exitNotExecutable';
  if (status === 127) return 'exitNotFound';
  const signal = status - signalBase;
  if (signal <= 0 || signal > lastSignal) return 'exitOwn';
  if (signal === killNumber) return 'exitKilled';
  if (signal === termNumber) return 'exitTerminated';
  return crashNumbers.has(signal) ? 'exitCrashed' : 'exitSignal';
}

function signalMeaning(name: string): Exit['meaning'] {
  if (name === 'Killed') return 'exitKilled';
  if (name === 'Terminated') return 'exitTerminated';
  return crashes.has(name) ? 'exitCrashed' : 'exitSignal';
}
