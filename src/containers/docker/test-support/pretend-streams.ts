/** What a pretend engine hands over to who speaks with a command: both sides of it are here. */
import { PassThrough } from 'node:stream';
import type { EngineStreams, ExecSpec } from '../engine/engine.ts';

export interface PretendExec extends ExecSpec {
  readonly on: string;
  exitCode: number | null;
  isRunning: boolean;
  /** Of a session; the other side of what was opened. */
  streams: PretendStreams | undefined;
}

export interface PretendStreams extends EngineStreams {
  readonly stdin: PassThrough;
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
}

export function pretendStreams(): PretendStreams {
  const streams = {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  };
  const end = (): void => Object.values(streams).forEach((each) => each.destroy());
  return { ...streams, end };
}
