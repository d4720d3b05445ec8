/** What cores know of logging: severities of glog and nothing about files or formats. */
export interface Log {
  /**
   * The same log for lines that come from `place`, as "master.ts:12". Nobody writes this by hand:
   * the build puts it before each line (scripts/lib/log-places.mjs).
   */
  at(place: string): Log;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** glog's VLOG: shown when the verbosity level (GLOG_v, /logging/toggle) is at least `level`. */
  verbose(level: number, message: string): void;
}

/** What somebody outside gives us to log to; the places of lines are ours alone. */
export type PlainLog = Omit<Log, 'at'>;

export function asLog(plain: PlainLog | Log): Log {
  if ('at' in plain) return plain;
  const log: Log = {
    at: () => log,
    info: (message) => plain.info(message),
    warning: (message) => plain.warning(message),
    error: (message) => plain.error(message),
    verbose: (level, message) => plain.verbose(level, message),
  };
  return log;
}

export const silentLog: Log = {
  at: () => silentLog,
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  verbose: () => undefined,
};
