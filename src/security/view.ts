/**
 * What somebody may see. A listing shows what its view lets through and says nothing of the rest. With
 * the authorizer that allows everything there is one view for all, `wholeView`: who writes what many
 * read looks at `isWhole` once, and then need not ask for each thing.
 */
import type {
  ExecutorInfo,
  FrameworkInfo,
  MachineID,
  Resource,
  Task,
  TaskInfo,
} from '../protocol/generated/mesos.ts';
import { type Action, allowAll, type AuthorizedObject, type Authorizer } from './authorization.ts';
import type { Principal } from './principal.ts';

export class View {
  readonly #authorizer: Authorizer;
  readonly #principal: Principal | undefined;

  constructor(authorizer: Authorizer, principal: Principal | undefined) {
    this.#authorizer = authorizer;
    this.#principal = principal;
  }

  get isWhole(): boolean {
    return this.#authorizer === allowAll;
  }

  /** Equal for those who see the same; "" for the whole. */
  get key(): string {
    if (this.isWhole) return '';
    const { value, claims = [] } = this.#principal ?? {};
    return JSON.stringify([this.#principal !== undefined, value, ...claims]);
  }

  showsFramework(frameworkInfo: FrameworkInfo): boolean {
    return this.#shows('VIEW_FRAMEWORK', { frameworkInfo });
  }

  showsQuota(role: string): boolean {
    return this.#shows('GET_QUOTA', { value: role });
  }

  showsSchedule(machineId: MachineID): boolean {
    return this.#shows('GET_MAINTENANCE_SCHEDULE', { machineId });
  }

  showsMaintenance(machineId: MachineID): boolean {
    return this.#shows('GET_MAINTENANCE_STATUS', { machineId });
  }

  /** Of a framework that is shown. */
  showsTask(task: Task, frameworkInfo: FrameworkInfo): boolean {
    return this.#shows('VIEW_TASK', { task, frameworkInfo });
  }

  /** One that waits for its executor. */
  showsTaskInfo(taskInfo: TaskInfo, frameworkInfo: FrameworkInfo): boolean {
    return this.#shows('VIEW_TASK', { taskInfo, frameworkInfo });
  }

  /** Of a framework that is shown. */
  showsExecutor(executorInfo: ExecutorInfo, frameworkInfo: FrameworkInfo): boolean {
    return this.#shows('VIEW_EXECUTOR', { executorInfo, frameworkInfo });
  }

  showsContainer(executorInfo: ExecutorInfo, frameworkInfo: FrameworkInfo): boolean {
    return this.#shows('VIEW_CONTAINER', { executorInfo, frameworkInfo });
  }

  get showsStandaloneContainers(): boolean {
    return this.#shows('VIEW_STANDALONE_CONTAINER', {});
  }

  showsRole(value: string): boolean {
    return this.#shows('VIEW_ROLE', { value });
  }

  get showsFlags(): boolean {
    return this.#shows('VIEW_FLAGS', {});
  }

  /** Of all roles that it is reserved or allocated to. */
  showsResource({ role = '*', reservations = [], allocation_info: allocated }: Resource): boolean {
    const roles = [...reservations.map((one) => one.role), allocated?.role];
    if (role !== '*') roles.push(role);
    return roles.every((one) => one === undefined || this.showsRole(one));
  }

  #shows(action: Action, object: AuthorizedObject): boolean {
    return this.isWhole || this.#authorizer.allows(this.#principal, { action, object });
  }
}

export const wholeView = new View(allowAll, undefined);
