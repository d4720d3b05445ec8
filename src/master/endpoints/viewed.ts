/**
 * The master as somebody may see it: endpoints and calls read the state through here, and frameworks,
 * tasks and executors that are not theirs to see are not in it. Who sees everything reads the state
 * itself, and no more is done than without anybody asking.
 */
import type { Principal } from '../../security/principal.ts';
import { View } from '../../security/view.ts';
import type { Core } from '../core/environment.ts';
import type { FrameworkRecord, State, TaskRecord } from '../core/state.ts';
import type { MasterContext } from './context.ts';

export function viewedBy(context: MasterContext, principal: Principal | undefined): MasterContext {
  const view = new View(context.core.authorizer, principal);
  if (view.isWhole) return context;
  const { core } = context;
  const state = viewedState(core.state, view);
  return { ...context, view, core: Object.create(core, { state: { value: state } }) as Core };
}

/** Looked at anew whenever it is asked for, as the state itself: a document asks in its one moment. */
function viewedState(state: State, view: View): State {
  const seen = (list: 'frameworks' | 'completedFrameworks'): PropertyDescriptor => ({
    get: () => viewedFrameworks(state[list], view),
  });
  const lists = {
    frameworks: seen('frameworks'),
    completedFrameworks: seen('completedFrameworks'),
  };
  return Object.create(state, lists) as State;
}

function viewedFrameworks(
  frameworks: State['frameworks'],
  view: View,
): Map<string, FrameworkRecord> {
  const shown = new Map<string, FrameworkRecord>();
  for (const [id, framework] of frameworks) {
    if (view.showsFramework(framework.info)) shown.set(id, viewedFramework(framework, view));
  }
  return shown;
}

/** The record itself, but for its lists. */
function viewedFramework(framework: FrameworkRecord, view: View): FrameworkRecord {
  const { info } = framework;
  const showsTask = ({ task }: TaskRecord): boolean => view.showsTask(task, info);
  const tasks = [...framework.tasks].filter(([, task]) => showsTask(task));
  const unreachable = [...framework.unreachableTasks].filter(([, task]) => showsTask(task));
  const executors = Array.from(framework.executors, ([agentId, byId]) => {
    const shown = [...byId].filter(([, executor]) => view.showsExecutor(executor.info, info));
    return [agentId, new Map(shown)] as const;
  });
  return Object.create(framework, {
    tasks: { value: new Map(tasks) },
    unreachableTasks: { value: new Map(unreachable) },
    completedTasks: { value: framework.completedTasks.filter(showsTask) },
    executors: { value: new Map(executors) },
    // Texts of its own, or none: what is kept for the whole record is never changed from here.
    fragments: { value: framework.fragments, writable: true },
  }) as FrameworkRecord;
}
