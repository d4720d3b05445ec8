/** What cores know of logging: severities of glog and nothing about files or formats. */
export interface Log {
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** glog's VLOG: shown when the verbosity level (GLOG_v, /logging/toggle) is at least `level`. */
  verbose(level: number, message: string): void;
}

export const silentLog: Log = {
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
  verbose: () => undefined,
};
