/** GET_EXPLANATION: why a framework, a role or an agent gets no offers. Ours alone, in JSON alone. */
import { refusal } from '../../../foundation/http/index.ts';
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { JsonCall } from '../../../operator-api/index.ts';
import { forEach } from '../../../security/authorization.ts';
import type { MasterContext } from '../../endpoints/context.ts';
import { type Asked, explain } from '../../endpoints/explain/answer.ts';
import { viewedBy } from '../../endpoints/viewed.ts';

const expected = "Expecting one of 'framework_id', 'agent_id' (with a 'value') and 'role'";

export const getExplanation: JsonCall<MasterContext> = {
  name: 'GET_EXPLANATION',
  authorize: forEach('VIEW_FRAMEWORK', 'VIEW_ROLE'),
  apply: (context, message, { principal }) => {
    const asked = readAsked(message);
    if (!asked.ok) return asked;
    const answer = explain(viewedBy(context, principal), asked.value);
    if (answer.ok) return answer;
    return failure(refusal(answer.error.status, answer.error.why));
  },
};

function readAsked(message: Readonly<Record<string, unknown>>): Result<Asked, string> {
  const { framework_id, agent_id, role } = message;
  const found: Asked[] = [];
  for (const [kind, value] of [
    ['framework', valueOf(framework_id)],
    ['agent', valueOf(agent_id)],
    ['role', role],
  ] as const) {
    if (value === undefined) continue;
    if (typeof value !== 'string') return failure(expected);
    found.push({ kind, id: value });
  }
  return found.length === 1 ? ok(found[0]!) : failure(expected);
}

/** Of {"value": "..."}; what is something else is handed back. */
function valueOf(id: unknown): unknown {
  return typeof id === 'object' && id !== null && 'value' in id ? id.value : id;
}
