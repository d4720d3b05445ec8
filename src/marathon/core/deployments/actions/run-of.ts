/** What does an action of each kind. */
import { assertNever } from '../../../../foundation/result.ts';
import type { Core } from '../../environment.ts';
import type { Action } from '../plan.ts';
import type { ActionRun } from './action-run.ts';
import { RestartRun } from './restart.ts';
import { ScaleRun } from './scale.ts';
import { StopRun } from './stop.ts';

export function runOf(core: Core, action: Action): ActionRun {
  switch (action.kind) {
    case 'Start':
      // The app has its place in the tree already; its instances come with a step of their own.
      return { action, look: () => true, blocker: () => '' };
    case 'Scale':
      return new ScaleRun(core, action);
    case 'Restart':
      return new RestartRun(core, action);
    case 'Stop':
      return new StopRun(core, action);
    default:
      return assertNever(action.kind);
  }
}
