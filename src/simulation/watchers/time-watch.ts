/** When something happened is told by the time of the machine where it did, wrong or right. */
import { StatusUpdateMessage } from '../../protocol/generated/internal.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { MachineTime } from '../machines/machine-time.ts';
import type { TaskLedger } from '../frameworks/task-ledger.ts';
import type { NetworkTap, Packet } from '../network/virtual-network.ts';

export class TimeWatch implements NetworkTap {
  readonly #ledger: TaskLedger;
  readonly #findTime: (agentPid: Pid) => MachineTime | undefined;
  readonly #report: (violation: string) => void;

  constructor(parts: {
    readonly ledger: TaskLedger;
    readonly findTime: (agentPid: Pid) => MachineTime | undefined;
    readonly report: (violation: string) => void;
  }) {
    this.#ledger = parts.ledger;
    this.#findTime = parts.findTime;
    this.#report = parts.report;
  }

  sent({ from, name, body }: Packet): void {
    if (name !== StatusUpdateMessage.typeName) return;
    const time = this.#findTime(from);
    const { status } = StatusUpdateMessage.decode(body).update;
    const task = this.#ledger.find(status.task_id.value);
    if (time === undefined || task === undefined || status.timestamp === undefined) return;
    if (time.couldHaveSaid(status.timestamp * 1000, task.launchedMs)) return;
    this.#report(
      `update ${status.state} of task ${task.id} is of ${status.timestamp}, which its machine did not think it was`,
    );
  }
}
