import { expect, it } from 'vitest';
import { Response } from '../../../protocol/generated/master.ts';
import { engDisk, named, reserve, scene } from '../../core/test-support/operating-agent.ts';
import { textOf } from '../../endpoints/test-support.ts';
import { wholeView } from '../../../security/view.ts';
import { messageDocument } from './message-document.ts';
import { responseMembers } from './state-members.ts';
import { operationMembers } from './get-operations.ts';

it('shows what is under way', async () => {
  const { master, agent, framework, offer } = scene();
  const read = async (mediaType: 'application/json'): Promise<Response> => {
    const seen = { state: master.state, view: wholeView };
    const document = messageDocument(mediaType, () =>
      responseMembers('GET_OPERATIONS', operationMembers(seen)),
    );
    return Response.fromJson(JSON.parse(await textOf(document)));
  };
  expect((await read('application/json')).get_operations).toEqual({});
  master.accept(framework, [offer], named('op', reserve(engDisk(1))), reserve(engDisk(2)));
  const { operations = [] } = (await read('application/json')).get_operations!;
  expect(operations.map(({ info, latest_status: { state } }) => [info.id?.value, state])).toEqual([
    ['op', 'OPERATION_PENDING'],
    [undefined, 'OPERATION_PENDING'],
  ]);
  expect(operations[0]!.uuid.value).toEqual(agent.told[0]!.uuid);
});
