/**
 * One pretend agent: answers what a master says with what an agent would say, and runs every task
 * it is given by saying so. Its network is the two functions that it is made with.
 */
import { randomFillSync } from 'node:crypto';

import * as internal from '../../dist/protocol/generated/internal.js';

const capabilities = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
  'AGENT_DRAINING',
  'TASK_RESOURCE_LIMITS',
].map((type) => ({ type }));

/** RFC 4122 bytes: masters drop updates with others. */
export function randomUuid() {
  const bytes = randomFillSync(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes;
}

const scalar = (name, value) => ({ name, type: 'SCALAR', scalar: { value }, role: '*' });

export class SimulatedAgent {
  id;
  /** The master has said that this agent is (again) registered. */
  isKnown = false;
  tasks = new Map();
  #version = randomUuid();

  /**
   * `options`: index, port, cpus, mem, finishMs (undefined: tasks run for ever), spread (by so much of it
   * tasks end sooner or later, so that they do not end in step).
   */
  constructor(options, send) {
    this.options = options;
    this.send = send;
    this.pid = `slave(${options.index})@127.0.0.1:${options.port}`;
  }

  #info() {
    const { index, port, cpus, mem } = this.options;
    const ports = {
      name: 'ports',
      type: 'RANGES',
      ranges: { range: [{ begin: 31000, end: 32000 }] },
      role: '*',
    };
    const resources = [scalar('cpus', cpus), scalar('mem', mem), scalar('disk', 100000), ports];
    return {
      hostname: `sim-${index}`,
      port,
      checkpoint: true,
      resources,
      ...(this.id && { id: this.id }),
    };
  }

  #say(type, message) {
    this.send(this.pid, type.typeName, type.encode(message));
  }

  #introduction() {
    return {
      slave: this.#info(),
      version: '1.11.0',
      agent_capabilities: capabilities,
      resource_version_uuid: { value: this.#version },
    };
  }

  register() {
    this.#say(internal.RegisterSlaveMessage, this.#introduction());
  }

  reregister() {
    const tasks = [...this.tasks.values()];
    const frameworks = new Map(tasks.map(({ framework }) => [framework.id.value, framework]));
    this.#say(internal.ReregisterSlaveMessage, {
      ...this.#introduction(),
      frameworks: [...frameworks.values()],
      tasks: tasks.map((task) => ({
        name: task.id,
        task_id: { value: task.id },
        framework_id: task.framework.id,
        agent_id: this.id,
        state: task.state,
        resources: task.resources,
      })),
    });
  }

  /** Handles one message; gives the name of what happened, for counting. */
  receive(name, body) {
    switch (name) {
      case 'SlaveRegisteredMessage':
        return this.#onKnown(internal.SlaveRegisteredMessage.decode(body).slave_id, 'registered');
      case 'SlaveReregisteredMessage':
        return this.#onKnown(
          internal.SlaveReregisteredMessage.decode(body).slave_id,
          'reregistered',
        );
      case 'PingSlaveMessage':
        this.#say(internal.PongSlaveMessage, {});
        return 'pings';
      case 'RunTaskMessage':
        return this.#run(internal.RunTaskMessage.decode(body));
      case 'StatusUpdateAcknowledgementMessage':
        return this.#onAcknowledged(internal.StatusUpdateAcknowledgementMessage.decode(body));
      case 'KillTaskMessage':
        return this.#kill(internal.KillTaskMessage.decode(body));
      case 'ApplyOperationMessage':
        return this.#apply(internal.ApplyOperationMessage.decode(body));
      default:
        return 'other';
    }
  }

  #onKnown(id, event) {
    if (this.isKnown) return 'repeated';
    this.id = id;
    this.isKnown = true;
    this.#say(internal.UpdateSlaveMessage, {
      slave_id: id,
      resource_version_uuid: { value: this.#version },
      update_oversubscribed_resources: false,
    });
    return event;
  }

  #run({ framework, framework_id: frameworkId, task: info }) {
    const task = {
      id: info.task_id.value,
      framework: framework.id === undefined ? { ...framework, id: frameworkId } : framework,
      resources: info.resources,
      state: 'TASK_RUNNING',
    };
    this.tasks.set(task.id, task);
    this.#update(task, 'TASK_RUNNING');
    return 'launched';
  }

  /** It always succeeds; what it makes is not remembered. */
  #apply({ framework_id, operation_info: { id }, operation_uuid }) {
    const status = {
      ...(id && { operation_id: id }),
      state: 'OPERATION_FINISHED',
      uuid: { value: randomUuid() },
      agent_id: this.id,
    };
    this.#say(internal.UpdateOperationStatusMessage, {
      ...(framework_id && { framework_id }),
      slave_id: this.id,
      status,
      latest_status: status,
      operation_uuid,
    });
    return 'operations';
  }

  #onAcknowledged({ task_id: taskId }) {
    const task = this.tasks.get(taskId.value);
    const { finishMs, spread = 0 } = this.options;
    if (task === undefined) return 'acknowledged';
    if (task.state !== 'TASK_RUNNING') this.tasks.delete(task.id);
    else if (finishMs === 0) this.#update(task, 'TASK_FINISHED');
    else if (finishMs !== undefined) {
      const factor = 1 + spread * (2 * Math.random() - 1);
      setTimeout(() => this.#update(task, 'TASK_FINISHED'), finishMs * factor);
    }
    return 'acknowledged';
  }

  #kill({ task_id: taskId }) {
    const task = this.tasks.get(taskId.value);
    if (task !== undefined) this.#update(task, 'TASK_KILLED');
    return 'kills';
  }

  /** Its task is well and unwell in turn; each says when. */
  change(task) {
    task.isUnwell = !task.isUnwell;
    this.#update(task, 'TASK_RUNNING', {
      healthy: !task.isUnwell,
      reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED',
      message: `changed at ${Date.now()}`,
    });
  }

  #update(task, state, more = {}) {
    const uuid = randomUuid();
    const timestamp = (performance.timeOrigin + performance.now()) / 1000;
    const taskId = { value: task.id };
    task.state = state;
    this.#say(internal.StatusUpdateMessage, {
      pid: this.pid,
      update: {
        framework_id: task.framework.id,
        slave_id: this.id,
        executor_id: taskId,
        timestamp,
        uuid,
        latest_state: state,
        status: {
          task_id: taskId,
          state,
          agent_id: this.id,
          executor_id: taskId,
          timestamp,
          uuid,
          source: 'SOURCE_EXECUTOR',
          ...more,
        },
      },
    });
  }
}
