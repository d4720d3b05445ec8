/** /slaves: the agents with whole resource messages; `?slave_id=` shows one. */
import { agentDetails, agentFields, recoveredAgentJson } from './agent-json.ts';
import type { MasterContext } from './context.ts';
import { type Document, writeElements } from './renderer.ts';

export function slavesDocument({ core }: MasterContext, onlyId: string | undefined): Document {
  return function* document(output) {
    const { agents, recoveredAgents } = core.state;
    output.write('{"slaves":[');
    yield* writeElements(
      output,
      only(agents, onlyId),
      (agent) => `${agentFields(agent)}${agentDetails(agent)}}`,
    );
    output.write('],"recovered_slaves":[');
    yield* writeElements(output, only(recoveredAgents, onlyId), recoveredAgentJson);
    output.write(']}');
  };
}

/** All values, or the one with this id; empty when there is none. */
export function only<T>(records: ReadonlyMap<string, T>, id: string | undefined): T[] {
  if (id === undefined) return [...records.values()];
  const record = records.get(id);
  return record === undefined ? [] : [record];
}
