/** /slaves: the agents with whole resource messages; `?slave_id=` shows one. */
import { agentDetails, agentFields, recoveredAgentJson } from './agent-json.ts';
import type { View } from '../../security/view.ts';
import type { AgentRecord } from '../core/state.ts';
import type { MasterContext } from './context.ts';
import { eachOf, makeTexts } from './one-moment.ts';
import { type Document, writeElements } from './renderer.ts';

export function slavesDocument(
  { core, view }: MasterContext,
  onlyId: string | undefined,
): Document {
  return function* document(output) {
    const { agents, recoveredAgents } = core.state;
    const whole = (agent: AgentRecord): string => wholeAgent(agent, view);
    yield* makeTexts(() => eachOf(only(agents, onlyId), whole));
    const texts = only(agents, onlyId).map(whole);
    const recovered = only(recoveredAgents, onlyId);
    output.write('{"slaves":[');
    yield* writeElements(output, texts, (text) => text);
    output.write('],"recovered_slaves":[');
    yield* writeElements(output, recovered, recoveredAgentJson);
    output.write(']}');
  };
}

function wholeAgent(agent: AgentRecord, view: View): string {
  return `${agentFields(agent, view)}${agentDetails(agent, view)}}`;
}

/** All values, or the one with this id; empty when there is none. */
export function only<T>(records: ReadonlyMap<string, T>, id: string | undefined): T[] {
  if (id === undefined) return [...records.values()];
  const record = records.get(id);
  return record === undefined ? [] : [record];
}
