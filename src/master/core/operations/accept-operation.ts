/**
 * Operations of an ACCEPT that convert what was offered. Each is judged by itself and applied to what
 * the ones before it left, or refused: a framework that gave it a name hears why. Nothing changes by
 * one that is refused.
 */
import { type Result, failure, ok } from '../../../foundation/result.ts';
import type { Offer_Operation } from '../../../protocol/generated/mesos.ts';
import { type Conversion, conversionsOf, convert } from '../../../resources/operations.ts';
import { Resources } from '../../../resources/resources.ts';
import { agentText } from '../agents/agent-text.ts';
import { type AcceptContext, onceShared } from '../offers/accept-context.ts';
import { removeOffersOf } from '../offers/offers.ts';
import type { FrameworkRecord } from '../state.ts';
import type { Core } from '../environment.ts';
import { findOperationError } from '../validation/operation.ts';
import { applyOnAgent } from './apply.ts';
import { findForbiddenOperation } from './authorize.ts';
import { findRoomError } from './room.ts';
import {
  type ConvertingType,
  findShapeError,
  isConverting,
  withNewFormat,
  withRole,
} from './operation-resources.ts';
import { countOperationEnd } from './operations.ts';

/** `type` is that of the operation. */
export function takeConvertingOperation(
  context: AcceptContext,
  given: Offer_Operation,
  type: ConvertingType,
): void {
  const { core, framework, agent } = context;
  const operation = prepare(context, given, type);
  if (!operation.ok) return refuseOperation(core, framework, given, operation.error);
  const conversions = judge(context, operation.value, type);
  if (!conversions.ok) return refuseOperation(core, framework, given, conversions.error);
  core.log.info(`Applying ${type} of framework ${framework.id} on agent ${agentText(agent)}`);
  context.conversions.push(...conversions.value);
  applyOnAgent(core, agent, {
    operation: operation.value,
    framework,
    conversions: conversions.value,
  });
}

/** As the master thinks of it; a failure says why it cannot. */
function prepare(
  { agent, role }: AcceptContext,
  operation: Offer_Operation,
  type: ConvertingType,
): Result<Offer_Operation> {
  const error = findShapeError(operation, type) ?? findUpdateError(operation);
  if (error !== undefined) {
    return failure(`Operation attempted with invalid resources: ${error}`);
  }
  if (operation.id !== undefined && !agent.capabilities.has('RESOURCE_PROVIDER')) {
    return failure(
      `Operation requested feedback, but agent ${agent.id} does not have the required RESOURCE_PROVIDER capability`,
    );
  }
  if (operation.id !== undefined && !agent.capabilities.has('AGENT_OPERATION_FEEDBACK')) {
    return failure(
      `Operation on agent default resources requested feedback, but agent ${agent.id} does not have the required AGENT_OPERATION_FEEDBACK and RESOURCE_PROVIDER capabilities`,
    );
  }
  return ok(withRole(withNewFormat(operation, type), role));
}

function findUpdateError({ reserve }: Offer_Operation): string | undefined {
  return (reserve?.source ?? []).length === 0
    ? undefined
    : 'Reservation updates are not yet implemented for the scheduler API.';
}

/** What it makes of what is left, taken out of it; a failure changes nothing. */
function judge(
  context: AcceptContext,
  operation: Offer_Operation,
  type: ConvertingType,
): Result<readonly Conversion[]> {
  const { core, framework, agent } = context;
  // Of what was launched before it in the same call nothing is destroyed.
  context.usage.book();
  const { principal } = framework.info;
  const error = findOperationError({ agent, framework, principal }, operation, type);
  if (error !== undefined) return failure(`${error}; on agent ${agentText(agent)}`);
  const forbidden = findForbiddenOperation(core, principal, operation);
  if (forbidden !== undefined) return failure(forbidden);
  if (type === 'CREATE_DISK' || type === 'DESTROY_DISK')
    return failure(withoutDisk(context, operation, type));
  const conversions = conversionsOf(operation);
  if (!conversions.ok) return conversions;
  const room = findRoomError(agent, conversions.value);
  if (room !== undefined) return failure(room);
  const taken =
    type === 'GROW_VOLUME' || type === 'SHRINK_VOLUME'
      ? resize(context, conversions.value, type)
      : convertRemaining(context, conversions.value);
  if (!taken.ok) return taken;
  if (type === 'DESTROY') rescindOffersOf(context, conversions.value);
  return conversions;
}

/** @compat What an offer holds never includes what is a resource provider's: nobody has one. */
function withoutDisk(
  { remaining }: AcceptContext,
  { create_disk, destroy_disk }: Offer_Operation,
  type: ConvertingType,
): string {
  const { source } = (create_disk ?? destroy_disk)!;
  return `Invalid ${type} Operation: ${remaining.toString()} does not contain ${Resources.fromMessages([source]).toString()}`;
}

/** Shared volumes may be in the offers of others. */
function rescindOffersOf({ core, agent }: AcceptContext, conversions: readonly Conversion[]): void {
  const volumes = conversions.map(({ consumed }) => consumed.unallocate());
  const holding = [...agent.offers].filter(({ resources }) => {
    const offered = resources.persistentVolumes().unallocate();
    return volumes.some((volume) => offered.contains(volume));
  });
  removeOffersOf(core, holding, 'rescind');
}

function convertRemaining(
  context: AcceptContext,
  conversions: readonly Conversion[],
): Result<undefined> {
  let { remaining } = context;
  for (const conversion of conversions) {
    const next = convert(remaining, conversion);
    if (!next.ok) return next;
    remaining = next.value;
  }
  context.remaining = remaining;
  context.shared = onceShared(remaining.shared());
  return ok(undefined);
}

function resize(
  context: AcceptContext,
  conversions: readonly Conversion[],
  type: ConvertingType,
): Result<undefined> {
  const { consumed, converted } = conversions[0]!;
  const rest = context.remaining.findRest(consumed);
  if (rest === undefined) {
    return failure(
      `Invalid ${type} operation: ${context.remaining.toString()} does not contain ${consumed.toString()}`,
    );
  }
  context.remaining = rest;
  context.resized = context.resized.add(converted);
  return ok(undefined);
}

/** One with a name hears of it. Whatever is wrong with it, its end is OPERATION_ERROR. */
export function refuseOperation(
  core: Core,
  framework: FrameworkRecord,
  { id, type }: Offer_Operation,
  message: string,
): void {
  const what = type ?? 'UNKNOWN';
  core.log.warning(`Refusing operation ${what} of framework ${framework.id}: ${message}`);
  const state = 'OPERATION_ERROR';
  if (isConverting(type)) countOperationEnd(core, type, state);
  if (id === undefined) return;
  framework.sink?.send({
    type: 'UPDATE_OPERATION_STATUS',
    update_operation_status: { status: { operation_id: id, state, message } },
  });
}
