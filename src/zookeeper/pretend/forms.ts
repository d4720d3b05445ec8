/** The server's side of ZooKeeper's messages: reads what clients write, writes what they read. */
import { type JuteReader, JuteWriter } from '../core/jute.ts';
import { type CreateMode, type MultiOperation, type Stat, opcodes } from '../core/operations.ts';
import type { NodeEvent, NodeEventType } from '../core/watches.ts';
import type { TreeResult } from './tree.ts';

const modes: readonly CreateMode[] = [
  'persistent',
  'ephemeral',
  'persistent sequential',
  'ephemeral sequential',
  'container',
];

const eventNumbers: Readonly<Record<NodeEventType, number>> = {
  created: 1,
  deleted: 2,
  changed: 3,
  'children changed': 4,
};

/** The writes that a message asks for: one, or those of a multi. */
export function readParts(opcode: number, reader: JuteReader): MultiOperation[] {
  if (opcode !== opcodes.multi) return [readPart(opcode, reader)];
  const parts: MultiOperation[] = [];
  for (;;) {
    const inner = reader.int();
    const isEnd = reader.bool();
    reader.int();
    if (isEnd) return parts;
    parts.push(readPart(inner, reader));
  }
}

function readPart(opcode: number, reader: JuteReader): MultiOperation {
  const path = reader.text();
  switch (opcode) {
    case opcodes.create:
    case opcodes.createContainer: {
      const data = reader.buffer();
      reader.vector(() => [reader.int(), reader.text(), reader.text()]);
      return { kind: 'create', path, data, mode: modes[reader.int()]! };
    }
    case opcodes.delete:
      return { kind: 'delete', path, version: reader.int() };
    case opcodes.setData: {
      const data = reader.buffer();
      return { kind: 'set', path, data, version: reader.int() };
    }
    case opcodes.check:
      return { kind: 'check', path, version: reader.int() };
    default:
      throw new Error(`The pretend ZooKeeper knows no operation ${opcode}`);
  }
}

export function writeResult(writer: JuteWriter, result: TreeResult): void {
  if (result.kind === 'created') writer.text(result.path);
  if (result.kind === 'set') writeStat(writer, result.stat);
}

export function writeResults(writer: JuteWriter, results: readonly TreeResult[]): void {
  const numbers = {
    created: opcodes.create,
    deleted: opcodes.delete,
    set: opcodes.setData,
    checked: opcodes.check,
  };
  for (const result of results) {
    writer.int(numbers[result.kind]).bool(false).int(0);
    writeResult(writer, result);
  }
  writer.int(-1).bool(true).int(-1);
}

export function writeStat(writer: JuteWriter, stat: Stat): void {
  writer.long(stat.createdZxid).long(stat.modifiedZxid);
  writer.long(BigInt(Math.trunc(stat.createdMs))).long(BigInt(Math.trunc(stat.modifiedMs)));
  writer.int(stat.version).int(stat.childrenVersion).int(stat.aclVersion);
  writer
    .long(stat.ephemeralOwner)
    .int(stat.dataLength)
    .int(stat.childCount)
    .long(stat.childrenZxid);
}

export function writeEvent({ type, path }: NodeEvent): Uint8Array {
  const writer = new JuteWriter().int(-1).long(-1n).int(0);
  const connected = 3;
  return writer.int(eventNumbers[type]).int(connected).text(path).finish();
}
