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

export const silentLog: Log = {
  at: () => silentLog,
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  verbose: () => undefined,
};
