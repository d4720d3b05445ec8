/**
 * filesystem/posix: the task sees the machine's file system as it is, so there is nothing to do.
 * Images and volumes, which it cannot give, are refused before (wishes/tables.ts).
 */
import type { Isolator } from '../isolator.ts';

export class FilesystemPosixIsolator implements Isolator {
  readonly name = 'filesystem/posix';
}
