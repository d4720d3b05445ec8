import { join } from 'node:path';
import { SystemClock } from '../../foundation/clock.ts';
import { silentLog } from '../../foundation/log.ts';
import type { IsolatorParts } from './isolator.ts';

/** What isolators of a test are made of, with the directories of an agent below `home`. */
export function isolatorParts(home: string): IsolatorParts {
  const options = { work_dir: home, runtime_dir: join(home, 'run') };
  return { options, root: home, clock: new SystemClock(), log: silentLog };
}
