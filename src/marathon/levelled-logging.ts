/** The log of this process, of which each logger shows what its level lets through (log-levels.ts). */
import { Logging } from '../foundation/logging/logging.ts';
import type { Log } from '../foundation/log.ts';
import type { LogLevels } from './log-levels.ts';

export class LevelledLogging extends Logging {
  readonly levels: LogLevels;

  constructor(program: string, levels: LogLevels) {
    super({ program, level: 'INFO' });
    this.levels = levels;
    this.flushAtExit();
  }

  override createLog(label: string): Log {
    return this.levels.filtered(super.createLog(label), label === 'marathon' ? '' : label);
  }
}
