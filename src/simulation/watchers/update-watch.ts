/**
 * The streams of status updates as the wire shows them: for each task one update at a time, in
 * order, repeated until it is acknowledged and not after, not more often than agreed; and every
 * update that reaches the master for a connected framework is passed on.
 */
import {
  StatusUpdateAcknowledgementMessage,
  StatusUpdateMessage,
} from '../../protocol/generated/internal.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Pid } from '../../protocol/ids.ts';
import type { NetworkTap, Packet } from '../network/virtual-network.ts';

interface Stream {
  /** The update that is on its way, as hex. */
  current: string | undefined;
  lastSentMs: number;
  /** When the agent got the acknowledgement of which update. */
  readonly acknowledged: Map<string, number>;
}

/** Agents repeat after 10 s at the earliest. */
const shortestRepeatMs = 9_900;
/** By then an acknowledgement is on the agent's disk. */
const longestWriteMs = 50;

export class UpdateWatch implements NetworkTap {
  readonly #clock: Clock;
  readonly #mayOweWrites: (pid: Pid) => boolean;
  readonly #obeys: (agent: Pid, master: Pid) => boolean;
  readonly #report: (violation: string) => void;
  /** By agent, then by task. */
  readonly #streams = new Map<string, Map<string, Stream>>();
  /** Under a calm sky only their patience makes agents repeat; else any new registration does. */
  isStrict = false;

  constructor(parts: {
    readonly clock: Clock;
    readonly mayOweWrites: (pid: Pid) => boolean;
    /** Does the agent listen to this master now? */
    readonly obeys: (agent: Pid, master: Pid) => boolean;
    readonly report: (violation: string) => void;
  }) {
    this.#clock = parts.clock;
    this.#mayOweWrites = parts.mayOweWrites;
    this.#obeys = parts.obeys;
    this.#report = parts.report;
  }

  /** What an agent had in memory is gone; it may repeat what it did not get to write down. */
  agentDied(pid: Pid): void {
    const now = this.#clock.now();
    for (const stream of this.#streams.get(pid)?.values() ?? []) {
      stream.current = undefined;
      for (const [uuid, sinceMs] of stream.acknowledged) {
        if (now - sinceMs < longestWriteMs) stream.acknowledged.delete(uuid);
      }
    }
  }

  sent({ from, name, body }: Packet): void {
    if (name !== StatusUpdateMessage.typeName) return;
    const { update } = StatusUpdateMessage.decode(body);
    if (update.uuid === undefined) return;
    const taskId = update.status.task_id.value;
    const stream = this.#streamOf(from, `${update.framework_id.value} ${taskId}`);
    const uuid = Buffer.from(update.uuid).toString('hex');
    const now = this.#clock.now();
    const what = `update ${update.status.state} of task ${taskId}`;
    if (stream.acknowledged.has(uuid)) this.#report(`${what} was sent after its acknowledgement`);
    if (this.isStrict && stream.current === uuid && now - stream.lastSentMs < shortestRepeatMs) {
      this.#report(`${what} was repeated after ${Math.round(now - stream.lastSentMs)} ms`);
    }
    if (stream.current !== undefined && stream.current !== uuid) {
      this.#report(`${what} was sent before the one before it was acknowledged`);
    }
    stream.current = uuid;
    stream.lastSentMs = now;
  }

  arrived({ from, name, body }: Packet, to: Pid): void {
    if (name !== StatusUpdateAcknowledgementMessage.typeName || !this.#obeys(to, from)) return;
    const { framework_id, task_id, uuid } = StatusUpdateAcknowledgementMessage.decode(body);
    const stream = this.#streams.get(to)?.get(`${framework_id.value} ${task_id.value}`);
    const text = Buffer.from(uuid).toString('hex');
    if (stream?.current !== text) return;
    stream.acknowledged.set(text, this.#clock.now());
    this.#doubtFullDisk(to, stream, text);
    stream.current = undefined;
  }

  /** What a full disk did not take is forgotten when the agent dies, however late. */
  #doubtFullDisk(pid: Pid, stream: Stream, uuid: string): void {
    const doubt = (): void => {
      // The agent may have died since, and is not held to it any more.
      const isAwaited = stream.acknowledged.has(uuid);
      if (isAwaited && this.#mayOweWrites(pid)) stream.acknowledged.set(uuid, Infinity);
    };
    doubt();
    this.#clock.after(longestWriteMs, doubt);
  }

  #streamOf(pid: Pid, task: string): Stream {
    let byTask = this.#streams.get(pid);
    if (byTask === undefined) this.#streams.set(pid, (byTask = new Map<string, Stream>()));
    let stream = byTask.get(task);
    if (stream === undefined) {
      stream = { current: undefined, lastSentMs: -Infinity, acknowledged: new Map() };
      byTask.set(task, stream);
    }
    return stream;
  }
}
