/**
 * The agent as somebody may see it: frameworks, executors and tasks that are not theirs to see are not
 * in the state that endpoints and calls read. Who sees everything reads the state itself.
 */
import type { Principal } from '../../security/principal.ts';
import { View } from '../../security/view.ts';
import type { FrameworkInfo } from '../../protocol/generated/mesos.ts';
import type { ExecutorRecord, FrameworkRecord, State } from '../core/state.ts';
import type { AgentApi } from './agent-api.ts';

export interface Seen {
  readonly state: State;
  readonly view: View;
}

export function seenBy({ agent: { core } }: AgentApi, principal: Principal | undefined): Seen {
  const view = new View(core.authorizer, principal);
  return { view, state: view.isWhole ? core.state : viewedState(core.state, view) };
}

function viewedState(state: State, view: View): State {
  const frameworks = [...state.frameworks.values()].filter(({ info }) => view.showsFramework(info));
  const completed = state.completedFrameworks.filter(({ info }) => view.showsFramework(info));
  const viewed = (framework: FrameworkRecord): FrameworkRecord => viewedFramework(framework, view);
  return Object.create(state, {
    frameworks: { value: new Map(frameworks.map((one) => [one.id, viewed(one)])) },
    completedFrameworks: { value: completed.map(viewed) },
  }) as State;
}

function viewedFramework(framework: FrameworkRecord, view: View): FrameworkRecord {
  const { info } = framework;
  const shows = (executor: ExecutorRecord): boolean => view.showsExecutor(executor.info, info);
  const viewed = (executor: ExecutorRecord): ExecutorRecord => viewedExecutor(executor, info, view);
  const executors = [...framework.executors.values()].filter(shows);
  return Object.create(framework, {
    executors: { value: new Map(executors.map((one) => [one.id, viewed(one)])) },
    completedExecutors: { value: framework.completedExecutors.filter(shows).map(viewed) },
  }) as FrameworkRecord;
}

/** Of a hidden executor no task is shown. */
function viewedExecutor(executor: ExecutorRecord, info: FrameworkInfo, view: View): ExecutorRecord {
  const { queued, launched, terminated, completed } = executor;
  const shown = <T>(tasks: ReadonlyMap<string, T>, shows: (task: T) => boolean): Map<string, T> =>
    new Map([...tasks].filter(([, task]) => shows(task)));
  return Object.create(executor, {
    queued: { value: shown(queued, (task) => view.showsTaskInfo(task, info)) },
    launched: { value: shown(launched, (task) => view.showsTask(task, info)) },
    terminated: { value: shown(terminated, (task) => view.showsTask(task, info)) },
    completed: { value: completed.filter((task) => view.showsTask(task, info)) },
  }) as ExecutorRecord;
}
