/**
 * The masters of a group, as Mesos writes them down: each has an ephemeral node with a number, the
 * lowest leads.
 *
 *     /mesos/json.info_0000000007    MasterInfo in JSON
 *     /mesos/info_0000000003         MasterInfo in protobuf: masters before 0.24
 *     /mesos/log_replicas/…          other things, that are not ours
 */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import { MasterInfo } from '../../../protocol/generated/mesos.ts';

export const memberPrefix = 'json.info_';
const memberForm = /^(json\.info|info)_(-?\d{1,10})$/;

export interface Member {
  readonly name: string;
  readonly number: number;
  readonly isJson: boolean;
}

/** Who leads comes first. */
export function membersOf(children: readonly string[]): Member[] {
  const members: Member[] = [];
  for (const name of children) {
    const [, label, number] = memberForm.exec(name) ?? [];
    if (number !== undefined) {
      members.push({ name, number: Number(number), isJson: label === 'json.info' });
    }
  }
  return members.sort((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1));
}

export function encodeMember(info: MasterInfo): Uint8Array {
  return Buffer.from(MasterInfo.toJson(info));
}

export function decodeMember({ name, isJson }: Member, data: Uint8Array): Result<MasterInfo> {
  try {
    if (!isJson) return ok(MasterInfo.decode(data));
    return ok(MasterInfo.fromJson(JSON.parse(Buffer.from(data).toString('utf8'))));
  } catch (error) {
    return failure(`node ${name} holds no MasterInfo: ${(error as Error).message}`);
  }
}
