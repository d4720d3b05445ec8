/**
 * Says what became of tasks, in the executor's name. Every update gets a uuid and a time, and is
 * remembered until the agent has made it durable: only then may what follows from it happen.
 */
import { uuidText } from '../../foundation/random.ts';
import type { TaskStatus } from '../../protocol/generated/mesos.ts';
import type { BuiltInExecutorEnvironment } from './built-in-executor.ts';

/** What only the task knows; the sender adds who, when and the uuid. */
export type StatusReport = Omit<
  TaskStatus,
  'agent_id' | 'executor_id' | 'source' | 'timestamp' | 'uuid'
> & {
  /** Absent: the executor. */
  readonly source?: 'SOURCE_AGENT';
};

type SenderEnvironment = Pick<
  BuiltInExecutorEnvironment,
  'agentInfo' | 'call' | 'clock' | 'executorInfo' | 'frameworkInfo' | 'random'
>;

export class StatusSender {
  readonly #environment: SenderEnvironment;
  /** By uuid: what to do once it is durable. */
  readonly #unacknowledged = new Map<string, () => void>();

  constructor(environment: SenderEnvironment) {
    this.#environment = environment;
  }

  get hasUnacknowledged(): boolean {
    return this.#unacknowledged.size > 0;
  }

  send(report: StatusReport, onDurable: () => void = () => undefined): void {
    const { agentInfo, call, clock, executorInfo, frameworkInfo, random } = this.#environment;
    const uuid = random.uuidBytes();
    const status: TaskStatus = {
      source: 'SOURCE_EXECUTOR',
      ...report,
      executor_id: executorInfo.executor_id,
      timestamp: clock.timestamp() / 1000,
      uuid,
      ...(agentInfo.id === undefined ? {} : { agent_id: agentInfo.id }),
    };
    this.#unacknowledged.set(uuidText(uuid), onDurable);
    call({
      type: 'UPDATE',
      executor_id: executorInfo.executor_id,
      framework_id: executorInfo.framework_id ?? frameworkInfo.id ?? { value: '' },
      update: { status },
    });
  }

  acknowledged(uuid: Uint8Array): void {
    const key = uuidText(uuid);
    const onDurable = this.#unacknowledged.get(key);
    this.#unacknowledged.delete(key);
    onDurable?.();
  }
}
