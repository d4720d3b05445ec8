/** /slaves: the agents with whole resource messages; `?slave_id=` shows one. */
import { keptWholeAgentJson, recoveredAgentJson } from './agent-json.ts';
import type { AgentRecord } from '../core/state.ts';
import type { MasterContext } from './context.ts';
import { eachOf, makeTexts } from './one-moment.ts';
import { type Document, writeElements, writeFragments } from './renderer.ts';
import type { Fragment } from './shelf.ts';

export function slavesDocument(
  { core, view }: MasterContext,
  onlyId: string | undefined,
): Document {
  return function* document(output) {
    const { agents, recoveredAgents } = core.state;
    const whole = (agent: AgentRecord): Fragment => keptWholeAgentJson(agent, view);
    yield* makeTexts(() => eachOf(only(agents, onlyId), whole));
    const kept = only(agents, onlyId).map(whole);
    const recovered = only(recoveredAgents, onlyId);
    output.write('{"slaves":[');
    yield* writeFragments(output, kept);
    output.write('],"recovered_slaves":[');
    yield* writeElements(output, recovered, recoveredAgentJson);
    output.write(']}');
  };
}

/** All values, or the one with this id; empty when there is none. */
export function only<T>(records: ReadonlyMap<string, T>, id: string | undefined): T[] {
  if (id === undefined) return [...records.values()];
  const record = records.get(id);
  return record === undefined ? [] : [record];
}
