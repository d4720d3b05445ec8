/** How Marathon or Mesos find out whether an instance is well, and whether it is ready. */

export type AppHealthCheckProtocol =
  'HTTP' | 'HTTPS' | 'TCP' | 'COMMAND' | 'MESOS_HTTP' | 'MESOS_HTTPS' | 'MESOS_TCP';

/** Times in seconds. */
export interface AppHealthCheck {
  readonly protocol: AppHealthCheckProtocol;
  readonly path?: string;
  /** A port as it is; else the one at `portIndex`. */
  readonly port?: number;
  readonly portIndex?: number;
  readonly command?: { readonly value: string };
  readonly gracePeriodSeconds: number;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** 0: never killed by Marathon's own checks. */
  readonly maxConsecutiveFailures: number;
  /** Of those that Mesos runs. */
  readonly delaySeconds: number;
  readonly ignoreHttp1xx?: boolean;
  readonly ipProtocol: 'IPv4' | 'IPv6';
}

/** Does Mesos' executor run it, or Marathon itself? */
export function isRunByMesos({ protocol }: AppHealthCheck): boolean {
  return protocol !== 'HTTP' && protocol !== 'HTTPS' && protocol !== 'TCP';
}

/** Result in the status of the task; has no consequences. */
export interface MesosCheck {
  readonly http?: { readonly path?: string; readonly portIndex?: number; readonly port?: number };
  readonly tcp?: { readonly portIndex?: number; readonly port?: number };
  readonly exec?: {
    readonly command: { readonly shell?: string; readonly argv?: readonly string[] };
  };
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly delaySeconds: number;
}

export interface ReadinessCheck {
  readonly name: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly path: string;
  readonly portName: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly httpStatusCodesForReady: readonly number[];
  readonly preserveLastResponse: boolean;
}
