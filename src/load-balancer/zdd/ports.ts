/**
 * What a deployment needs of the world, so that its steps can be played through in a test.
 */
import type { Result } from '../../foundation/result.ts';
import type { Definition } from './definition.ts';

export interface ZddPorts {
  readonly marathon: {
    readonly list: () => Promise<Result<readonly Definition[]>>;
    /** With its tasks and deployments. */
    readonly get: (id: string) => Promise<Result<Definition>>;
    readonly create: (app: Definition) => Promise<Result<void>>;
    readonly delete: (id: string) => Promise<Result<void>>;
    readonly scale: (id: string, instances: number) => Promise<Result<void>>;
    /** `POST /v2/tasks/delete?scale=true` */
    readonly killAndScale: (taskIds: readonly string[]) => Promise<Result<void>>;
  };
  readonly balancers: {
    /** One for each address that the name has. */
    readonly urls: () => Promise<Result<readonly string[]>>;
    readonly pids: (url: string) => Promise<Result<readonly string[]>>;
    /** With `;csv`. */
    readonly statistics: (url: string) => Promise<Result<string>>;
  };
  /** Addresses of agents that have names. */
  readonly addressesOf: (apps: readonly Definition[]) => Promise<ReadonlyMap<string, string>>;
  /** A script that may still say no, by failing. */
  readonly beforeKill: (
    old: Definition,
    taskIds: readonly string[],
    young: Definition,
  ) => Promise<Result<void>>;
  readonly confirm: (question: string) => Promise<boolean>;
  /** For people. */
  readonly say: (sentence: string) => void;
  readonly print: (text: string) => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
}

export interface ZddOptions {
  readonly isDryRun: boolean;
  readonly isForced: boolean;
  readonly stepDelayMs: number;
  readonly maxWaitMs: number;
  readonly initialInstances: number;
  /** 0: by half of what there is. */
  readonly linearIncrease: number;
  readonly newInstances: number;
  readonly resumes: boolean;
  readonly completesCurrent: boolean;
  readonly completesPrevious: boolean;
}
