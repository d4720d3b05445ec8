/**
 * What agents and masters of the real Mesos said to each other over libprocess, byte for byte, said to
 * ours: through the parser of connections, into the core that would have been spoken to.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PaperCluster } from '../../src/agent/core/test-support.ts';
import { MessageParser } from '../../src/libprocess/message-parser.ts';
import { TestMaster, aFramework, storeDelayMs } from '../../src/master/core/test-support.ts';
import type { MessageType } from '../../src/protocol/codec/message.ts';
import * as internal from '../../src/protocol/generated/internal.ts';

interface Recorded {
  readonly from: string;
  readonly toId: string;
  /** As in the path: "mesos.internal.PingSlaveMessage". */
  readonly name: string;
  readonly body: Uint8Array;
}

/** All that one side sent over one connection, in the pieces that a slow network makes of it. */
function recorded(file: string, pieceBytes = 1000): Recorded[] {
  const url = new URL(`recordings/libprocess/${file}.raw`, import.meta.url);
  const bytes = readFileSync(url);
  const messages: Recorded[] = [];
  const parser = new MessageParser({
    onMessage: ({ from, toId, name }, body) => {
      if (!from.ok) throw new Error(from.error);
      messages.push({ from: from.value.text, toId, name, body: Uint8Array.from(body) });
    },
    onOther: (rest) => {
      throw new Error(`no message: ${rest.toString('latin1').slice(0, 100)}`);
    },
    onViolation: (status, why) => {
      throw new Error(`${status} ${why}`);
    },
  });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    parser.push(bytes.subarray(at, at + pieceBytes));
  }
  return messages;
}

const short = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function allOf<T extends object>(messages: readonly Recorded[], type: MessageType<T>): T[] {
  return messages.filter(({ name }) => name === type.typeName).map(({ body }) => type.decode(body));
}

/** Says it to the master, and lets it store what it wants to. */
function say(master: TestMaster, { from, name, body }: Recorded): void {
  master.master.receive(from, name, body);
  master.advance(2 * storeDelayMs);
}

describe('a connection of the real Mesos', () => {
  const files = ['registration', 'reregistration', 'after-restart'].flatMap((name) => [
    `${name}.agent`,
    `${name}.master`,
  ]);

  it.each(files)('%s is the same however it is cut', (file) => {
    const whole = recorded(file, 1e6);
    expect(whole.length).toBeGreaterThan(8);
    for (const pieceBytes of [1, 7, 100]) expect(recorded(file, pieceBytes)).toEqual(whole);
  });
});

describe('our master, told what a real agent said', () => {
  it('registers it, pings it and takes its answer', () => {
    const master = new TestMaster();
    const [register, pong, update] = recorded('registration.agent');
    const { from } = register!;
    say(master, register!);
    const said = recorded('registration.master');
    expect(master.sentTo(from).map(({ name }) => name)).toEqual(
      said.slice(0, 2).map(({ name }) => short(name)),
    );
    const [ping, registered] = master.sentTo(from).map(({ message }) => message);
    expect(ping).toEqual(allOf(said, internal.PingSlaveMessage)[0]);
    const [theirs] = allOf(said, internal.SlaveRegisteredMessage);
    expect(registered).toEqual({ ...theirs, slave_id: { value: 'M1-S0' } });
    for (const one of [pong!, update!]) say(master, one);
    const { slave } = internal.RegisterSlaveMessage.decode(register!.body);
    const agent = master.state.agentsByPid.get(from)!;
    expect(agent.isConnected).toBe(true);
    expect(agent.info.hostname).toBe(slave.hostname);
    expect(agent.total.toString()).toContain('ports');
  });

  it('takes it back with its frameworks and tasks', () => {
    const master = new TestMaster();
    const [reregister, ...later] = recorded('reregistration.agent');
    const { from, body } = reregister!;
    say(master, reregister!);
    const theirs = internal.ReregisterSlaveMessage.decode(body);
    const [answer] = allOf(recorded('reregistration.master'), internal.SlaveReregisteredMessage);
    expect(master.sentTo(from, 'SlaveReregisteredMessage').map(({ message }) => message)).toEqual([
      answer,
    ]);
    for (const one of later) say(master, one);
    const agent = master.state.agents.get(theirs.slave.id!.value)!;
    expect(agent).toMatchObject({ pid: from, isConnected: true });
    const tasks = [...master.state.frameworks.values()].flatMap(({ tasks: all }) => [
      ...all.keys(),
    ]);
    expect(tasks).toEqual((theirs.tasks ?? []).map(({ task_id: id }) => id.value));
    const known = new Set(master.state.frameworks.keys());
    for (const { id } of theirs.frameworks ?? []) expect(known.has(id!.value)).toBe(true);
  });

  it('passes its updates on, and acknowledges them as the real master did', () => {
    const master = new TestMaster();
    const messages = recorded('after-restart.agent');
    const said = recorded('after-restart.master');
    const [reregister] = messages;
    const [run] = allOf(said, internal.RunTaskMessage);
    const frameworkId = run!.framework.id ?? run!.framework_id!;
    const framework = master.subscribe(aFramework({ id: frameworkId }));
    say(master, reregister!);
    // Offers come in turns.
    master.advance(2000);
    const taskId = run!.task.task_id.value;
    const { agentId } = master.runTask(framework, taskId);
    expect(agentId).toBe(run!.task.agent_id.value);
    for (const one of messages) {
      if (one.name !== internal.StatusUpdateMessage.typeName) continue;
      say(master, one);
      const { status } = internal.StatusUpdateMessage.decode(one.body).update;
      expect(framework.statuses.at(-1)).toMatchObject({ state: status.state });
      master.acknowledge(framework, agentId, taskId, framework.statuses.at(-1)!.uuid!);
    }
    const acknowledged = master.sentTo(reregister!.from, 'StatusUpdateAcknowledgementMessage');
    expect(acknowledged.map(({ message }) => message)).toEqual(
      allOf(said, internal.StatusUpdateAcknowledgementMessage),
    );
  });
});

describe('our agent, told what a real master said', () => {
  function tell(cluster: PaperCluster, { from, name, body }: Recorded): void {
    cluster.agent.receive(from, name, body);
    cluster.pass(1000);
  }

  it('has the id it was given, answers pings, and runs what it is to run', () => {
    const cluster = new PaperCluster();
    cluster.start();
    cluster.pass(1000);
    cluster.detect();
    cluster.pass(1000);
    const said = recorded('registration.master');
    const [registered] = allOf(said, internal.SlaveRegisteredMessage);
    const runs = allOf(said, internal.RunTaskMessage);
    for (const one of said.slice(0, 5)) tell(cluster, one);
    expect(cluster.state.info.id).toEqual(registered!.slave_id);
    const pongs = cluster.messages(internal.PongSlaveMessage);
    expect(pongs).toHaveLength(2);
    const updated = cluster.updates.map(({ status, framework_id: id }) => [
      id.value,
      status.task_id.value,
    ]);
    for (const { framework, framework_id: id, task } of runs.slice(0, 2)) {
      expect(updated).toContainEqual([(framework.id ?? id)!.value, task.task_id.value]);
    }
    for (const one of said.slice(5)) tell(cluster, one);
    expect(cluster.exits).toEqual([]);
  });
});
