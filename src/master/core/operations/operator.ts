/**
 * Operations that operators ask for: on what nobody uses. What frameworks are merely offered is taken
 * back where it is needed, and only then. An operation that is refused changes nothing, no offer
 * either.
 */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Offer_Operation } from '../../../protocol/generated/mesos.ts';
import type { AgentId } from '../../../protocol/ids.ts';
import { type Conversion, conversionsOf } from '../../../resources/operations.ts';
import { Resources } from '../../../resources/resources.ts';
import { agentText } from '../agents/agent-text.ts';
import type { Core } from '../environment.ts';
import { removeOffersOf } from '../offers/offers.ts';
import type { AgentRecord, OfferRecord } from '../state.ts';
import { findOperationExcess } from '../validation/list-bounds.ts';
import { findOperationError } from '../validation/operation.ts';
import { applyOnAgent, takesOperations, totalAfter, unallocated } from './apply.ts';
import { type ConvertingType, findShapeError, withNewFormat } from './operation-resources.ts';
import { findRoomError } from './room.ts';

/** The answer to an operator: a status of HTTP and its sentence. */
export interface OperatorRefusal {
  readonly status: 400 | 409;
  readonly message: string;
}

export interface OperatorRequest {
  readonly agentId: AgentId;
  readonly operation: Offer_Operation;
  readonly type: ConvertingType;
  /** Who asks; undefined: it was not said. */
  readonly principal: string | undefined;
}

type Outcome = Result<void, OperatorRefusal>;

export function takeOperatorOperation(core: Core, request: OperatorRequest): Outcome {
  const { agentId, type, principal } = request;
  const agent = core.state.agents.get(agentId);
  if (agent === undefined) return refuse(400, 'No agent found with specified ID');
  const shape = findShapeError(request.operation, type) ?? findOperationExcess(request.operation);
  if (shape !== undefined) return refuse(400, shape);
  const operation = withNewFormat(request.operation, type);
  const error = findOperationError({ agent, framework: undefined, principal }, operation, type);
  if (error !== undefined)
    return refuse(400, `Invalid ${type} operation${placeOf(agent, type)}: ${error}`);
  const conversions = conversionsOf(operation);
  if (!conversions.ok) return refuse(400, `Invalid ${type} operation: ${conversions.error}`);
  return carryOut(core, agent, operation, conversions.value.map(unallocated));
}

/** @compat real masters do not say where of these two. */
function placeOf(agent: AgentRecord, type: ConvertingType): string {
  return type === 'UNRESERVE' || type === 'DESTROY' ? '' : ` on agent ${agentText(agent)}`;
}

function carryOut(
  core: Core,
  agent: AgentRecord,
  operation: Offer_Operation,
  conversions: readonly Conversion[],
): Outcome {
  const error = findRoomError(agent, conversions) ?? findAwayError(agent);
  if (error !== undefined) return refuse(409, error);
  const offers = findOffersInTheWay(core, agent, conversions);
  if (!offers.ok) return refuse(409, offers.error);
  removeOffersOf(core, offers.value, 'rescind');
  const done = core.allocator.updateAvailable(agent.id, conversions);
  if (!done.ok) return refuse(409, done.error);
  core.log.info(`Applying ${operation.type} of an operator on agent ${agentText(agent)}`);
  applyOnAgent(core, agent, { operation, framework: undefined, conversions });
  return ok(undefined);
}

/** It would not hear of it, and says what it has when it is back. Others are told again then. */
function findAwayError(agent: AgentRecord): string | undefined {
  if (agent.isConnected || !takesOperations(agent)) return undefined;
  return `Agent ${agentText(agent)} is disconnected`;
}

/** As few as are needed, oldest first; a failure says what is missing even without all of them. */
function findOffersInTheWay(
  core: Core,
  agent: AgentRecord,
  conversions: readonly Conversion[],
): Result<readonly OfferRecord[]> {
  const consumed = Resources.sum(conversions.map((one) => one.consumed));
  const taken: OfferRecord[] = [];
  let free = core.allocator.findFree(agent.id) ?? Resources.empty;
  const holding = consumed.shared();
  if (!holding.isEmpty()) taken.push(...[...agent.offers].filter((offer) => holds(offer, holding)));
  for (const { resources } of taken) free = free.add(resources.nonShared().unallocate());
  for (const offer of agent.offers) {
    if (free.contains(consumed)) break;
    if (taken.includes(offer) || !holds(offer, consumed)) continue;
    taken.push(offer);
    free = free.add(offer.resources.nonShared().unallocate());
  }
  // Nothing is added to what is free: the allocator finds out itself whether it can be converted.
  if (taken.length === 0) return ok(taken);
  const after = totalAfter(free, conversions);
  return after.ok ? ok(taken) : failure(after.error);
}

/** Has the offer any of it? */
function holds({ resources }: OfferRecord, wanted: Resources): boolean {
  return !wanted.subtractWhatIsThere(resources.unallocate()).equals(wanted);
}

function refuse(status: OperatorRefusal['status'], message: string): Outcome {
  return failure({ status, message });
}
